package dev.hearken.rendering;

import dev.hearken.format.OutputTail;
import dev.hearken.format.outbound.OutboundBody;
import dev.hearken.format.outbound.OutboundFormat;
import dev.hearken.language.EventScope;
import dev.hearken.language.template.BodyTemplate;
import dev.hearken.language.template.CallbackScope;
import dev.hearken.language.template.CallbackScope.DeliveryFacts;
import dev.hearken.language.template.CallbackScope.ListenerFacts;
import dev.hearken.language.template.Rendering;
import dev.hearken.language.template.Rendering.Rendered;
import dev.hearken.model.delivery.DeliveryId;
import dev.hearken.model.delivery.RenderedBody;
import dev.hearken.model.event.WorkflowEvent;
import dev.hearken.model.listener.HttpCallback;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Renders the bodies of one event's callbacks; what several listeners send alike is rendered once. Belongs to one
 * thread.
 */
public final class BodyRenderer {
    private final WorkflowEvent event;
    private final byte[] raw;
    private final Map<String, String> variables;
    private final Instant matchedAt;
    private final Map<Integer, EventScope> byTail = new HashMap<>(2);
    private final Map<Shared, RenderedBody> shared = new HashMap<>(2);

    /** Listeners with the same of both send the same bytes. */
    private record Shared(OutboundFormat format, int tail) {}

    /** A renderer for this event, which was read from these bytes and matched then, with its tenant's variables. */
    public BodyRenderer(WorkflowEvent event, byte[] raw, Map<String, String> variables, Instant matchedAt) {
        this.event = event;
        this.raw = raw;
        this.variables = variables;
        this.matchedAt = matchedAt;
    }

    /** The body that this listener's callback sends: its own, what its format makes of the event, or none. */
    public Rendering<RenderedBody> render(CallbackSource source, DeliveryId delivery) {
        HttpCallback callback = source.callback();
        if (!callback.method().hasBody()) {
            return new Rendered<>(RenderedBody.NONE);
        }
        Optional<BodyTemplate> own = source.templates().body();
        if (own.isPresent()) {
            return own.get().render(scope(source, delivery), callback.strict());
        }
        OutboundFormat format = callback.format().outbound().orElse(OutboundFormat.EVENT);
        return new Rendered<>(shared.computeIfAbsent(new Shared(format, callback.tail()), this::render));
    }

    private RenderedBody render(Shared wanted) {
        OutboundBody body = wanted.format().render(tailed(wanted.tail()).event());
        return new RenderedBody(body.contentType(), body.bytes(), List.of(), body.headers());
    }

    private CallbackScope scope(CallbackSource source, DeliveryId delivery) {
        return new CallbackScope(
                () -> tailed(source.callback().tail()),
                variables,
                ListenerFacts.of(source.listener()),
                new DeliveryFacts(delivery, 1, matchedAt),
                name -> Optional.empty());
    }

    private EventScope tailed(int tail) {
        return byTail.computeIfAbsent(tail, characters -> new EventScope(OutputTail.of(event, characters), raw));
    }
}
