package dev.hearken.rendering;

import dev.hearken.format.InboundEvents;
import dev.hearken.format.OutputTail;
import dev.hearken.language.EventScope;
import dev.hearken.language.template.RenderFailure;
import dev.hearken.language.template.RenderFailure.Reason;
import dev.hearken.language.template.Rendering;
import dev.hearken.language.template.Rendering.Failed;
import dev.hearken.language.template.Rendering.Rendered;
import dev.hearken.model.delivery.Delivery;
import dev.hearken.model.delivery.SourceRecord;
import dev.hearken.model.event.WorkflowEvent;
import java.util.List;
import java.util.Optional;

/** Reads the event of a waiting delivery again, for a url or header that names it. */
final class SourceEvents {
    private SourceEvents() {}

    /**
     * The delivery's event with stdout and stderr cut to their last {@code tail} characters. It is looked for in the
     * format that its record names, see {@link InboundEvents#FORMAT_HEADER}.
     */
    static Rendering<EventScope> find(Delivery delivery, int tail) {
        SourceRecord source = delivery.source();
        List<WorkflowEvent> events = InboundEvents.decode(
                        delivery.tenant(), source.headers(), source.value(), delivery.createdAt(), Optional.empty())
                .fold(decoded -> decoded, undecodable -> List.of());
        return events.stream()
                .filter(event -> event.id().equals(delivery.eventId()))
                .findFirst()
                .<Rendering<EventScope>>map(
                        event -> new Rendered<>(new EventScope(OutputTail.of(event, tail), source.value())))
                .orElseGet(() -> new Failed<>(new RenderFailure(
                        Reason.EVENT, "this version does not find the event in the record that it came from")));
    }
}
