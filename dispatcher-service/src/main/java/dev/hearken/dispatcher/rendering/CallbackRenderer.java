package dev.hearken.dispatcher.rendering;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearken.format.EventBody;
import dev.hearken.format.OutputTail;
import dev.hearken.model.delivery.RenderedBody;
import dev.hearken.model.event.WorkflowEvent;
import dev.hearken.model.listener.Callback;
import dev.hearken.model.listener.HttpCallback;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Renders the bodies of one event's callbacks; what several listeners send alike is rendered once. Belongs to one
 * thread.
 */
public final class CallbackRenderer {
    private final WorkflowEvent event;
    private final Map<Integer, RenderedBody> eventBodies = new HashMap<>();

    /** A renderer for this event. */
    public CallbackRenderer(WorkflowEvent event) {
        this.event = event;
    }

    /** The body that this callback sends: the listener's own, the event, or none. */
    public RenderedBody render(Callback callback) {
        return callback.fold(this::render);
    }

    private RenderedBody render(HttpCallback callback) {
        if (!callback.method().hasBody()) {
            return RenderedBody.NONE;
        }
        JsonNode own = callback.body();
        return own == null ? eventBody(callback.tail()) : render(own);
    }

    private static RenderedBody render(JsonNode own) {
        return own.isTextual()
                ? new RenderedBody("text/plain; charset=utf-8", own.textValue().getBytes(StandardCharsets.UTF_8))
                : new RenderedBody("application/json", own.toString().getBytes(StandardCharsets.UTF_8));
    }

    private RenderedBody eventBody(int tail) {
        return eventBodies.computeIfAbsent(
                tail,
                length -> new RenderedBody(EventBody.CONTENT_TYPE, EventBody.render(OutputTail.cut(event, length))));
    }
}
