package dev.hearken.registry.ingest;

import dev.hearken.format.InboundEvents;
import dev.hearken.format.InboundFormat;
import dev.hearken.model.TenantId;
import dev.hearken.model.event.WorkflowEvent;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** Reads a record before it is published, as the dispatchers will, and says where it belongs. */
@Singleton
final class InboundDecoder {
    /**
     * Reads one record.
     *
     * @param now used where the event names no time
     */
    Inbound decode(TenantId tenant, InboundFormat format, InboundRecord record, Instant now) {
        return InboundEvents.decode(tenant, record.headers(), record.value(), now, Optional.of(format))
                .fold(events -> placed(events.get(0)), undecodable -> new Refused(undecodable.detail()));
    }

    /** All events of a record are about one execution, and all about tasks or none. */
    private static Inbound placed(WorkflowEvent first) {
        return new Placed(first.executionId(), first.type().isTask());
    }

    /** Where a record belongs, or why it is no event. */
    sealed interface Inbound {
        /** Case analysis; a refusal is one sentence that names the field. */
        <T> T fold(Function<Placed, T> placed, Function<String, T> refused);
    }

    /**
     * An event.
     *
     * @param executionId key of the record, never empty
     * @param aboutTask whether it belongs to the topic of task events
     */
    record Placed(String executionId, boolean aboutTask) implements Inbound {
        @Override
        public <T> T fold(Function<Placed, T> placed, Function<String, T> refused) {
            return placed.apply(this);
        }
    }

    /**
     * No event.
     *
     * @param detail one sentence that names the field
     */
    record Refused(String detail) implements Inbound {
        @Override
        public <T> T fold(Function<Placed, T> placed, Function<String, T> refused) {
            return refused.apply(detail);
        }
    }
}
