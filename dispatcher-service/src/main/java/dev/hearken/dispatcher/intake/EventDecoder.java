package dev.hearken.dispatcher.intake;

import dev.hearken.format.Decoding;
import dev.hearken.format.InboundEvents;
import dev.hearken.model.TenantId;
import dev.hearken.model.delivery.SourceRecord;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/** From a record's bytes and headers to its events. */
@ApplicationScoped
class EventDecoder {
    private final TopicFormats formats;

    EventDecoder(IntakeConfig config) {
        this.formats = TopicFormats.parse(config.formats().orElseGet(List::of), config.topics());
    }

    /** @param recordTime used where an event names no time */
    Decoding decode(SourceRecord record, Instant recordTime) {
        return InboundEvents.decode(
                TenantId.DEFAULT, record.headers(), record.value(), recordTime, formats.of(record.topic()));
    }
}
