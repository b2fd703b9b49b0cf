package dev.hearken.dispatcher.transport;

import dev.hearken.rendering.RenderedRequest;
import io.smallrye.mutiny.Uni;

/** Makes one attempt. */
@FunctionalInterface
public interface Transport {
    /** Sends the request; answers within its timeout, always with a result and never with a failure. */
    Uni<AttemptResult> send(RenderedRequest request);
}
