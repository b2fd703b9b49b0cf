package dev.hearken.registry.ingest;

import dev.hearken.model.TenantId;
import java.time.Instant;
import java.util.function.Function;

/** Reads a record before it is published, as far as it must be known where it belongs. */
interface InboundDecoder {
    /**
     * Reads one record.
     *
     * @param now used where the event names no time
     */
    Inbound decode(TenantId tenant, IngestFormat format, InboundRecord record, Instant now);

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
