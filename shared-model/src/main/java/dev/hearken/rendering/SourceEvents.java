package dev.hearken.rendering;

import dev.hearken.format.InboundEvents;
import dev.hearken.format.OutputTail;
import dev.hearken.language.EventScope;
import dev.hearken.model.delivery.Delivery;
import dev.hearken.model.delivery.SourceRecord;
import dev.hearken.model.event.WorkflowEvent;
import java.util.List;
import java.util.Optional;

/** Reads the event of a waiting delivery again, for a url or header that names it. */
final class SourceEvents {
    private SourceEvents() {}

    /** @throws IllegalStateException if the record does not hold the event that it held before */
    static EventScope of(Delivery delivery, int tail) {
        SourceRecord source = delivery.source();
        List<WorkflowEvent> events = InboundEvents.decode(
                        delivery.tenant(), source.headers(), source.value(), delivery.createdAt(), Optional.empty())
                .fold(decoded -> decoded, undecodable -> List.of());
        return events.stream()
                .filter(event -> event.id().equals(delivery.eventId()))
                .findFirst()
                .map(event -> new EventScope(OutputTail.of(event, tail), source.value()))
                .orElseThrow(() -> new IllegalStateException("delivery " + delivery.id()
                        + " came from a record in which this version does not find its event"));
    }
}
