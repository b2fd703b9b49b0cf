package dev.hearken.dispatcher.rendering;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearken.format.EventBody;
import dev.hearken.model.delivery.RenderedBody;
import dev.hearken.model.event.WorkflowEvent;
import dev.hearken.model.listener.Callback;
import dev.hearken.model.listener.HttpCallback;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Renders the bodies of one event's callbacks; what several listeners send alike is rendered once. Belongs to one
 * thread.
 */
public final class CallbackRenderer {
    private final WorkflowEvent event;
    private @Nullable RenderedBody eventBody;

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
        return own == null ? eventBody() : render(own);
    }

    private static RenderedBody render(JsonNode own) {
        return own.isTextual()
                ? new RenderedBody("text/plain; charset=utf-8", own.textValue().getBytes(StandardCharsets.UTF_8))
                : new RenderedBody("application/json", own.toString().getBytes(StandardCharsets.UTF_8));
    }

    private RenderedBody eventBody() {
        RenderedBody rendered = eventBody;
        if (rendered == null) {
            rendered = new RenderedBody(EventBody.CONTENT_TYPE, EventBody.render(event));
            eventBody = rendered;
        }
        return rendered;
    }
}
