package dev.hearken.dispatcher.transport;

import dev.hearken.rendering.RenderedRequest;
import io.smallrye.mutiny.Uni;

/** Makes a request whose answer matters, such as one for a token, under the same guards as an attempt. */
@FunctionalInterface
public interface Exchange {
    /**
     * Sends the request; answers within its timeout, always with a result and never with a failure.
     *
     * @param excerptBytes how much of the response body is kept, at most 64 KiB
     */
    Uni<AttemptResult> exchange(RenderedRequest request, int excerptBytes);
}
