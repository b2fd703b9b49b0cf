package dev.hearken.dispatcher.intake;

import dev.hearken.format.Decoding;
import dev.hearken.format.InboundEvents;
import dev.hearken.model.TenantId;
import dev.hearken.model.delivery.SourceRecord;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** From a record's bytes and headers to its events. */
@Singleton
class EventDecoder {
    private final TopicFormats formats;

    EventDecoder(IntakeConfig config) {
        this.formats = TopicFormats.parse(config.formats().orElseGet(List::of), config.topics());
    }

    /**
     * The record, with the header {@value InboundEvents#FORMAT_HEADER} if its topic has a format and it names none
     * itself: wherever it goes with a delivery it is read alike, whatever is configured there.
     */
    SourceRecord withFormat(SourceRecord record) {
        return record.headers().containsKey(InboundEvents.FORMAT_HEADER)
                ? record
                : formats.of(record.topic())
                        .map(format -> record.withHeader(InboundEvents.FORMAT_HEADER, format.wireName()))
                        .orElse(record);
    }

    /**
     * Reads the events of a record {@link #withFormat}.
     *
     * @param recordTime used where an event names no time
     */
    Decoding decode(SourceRecord record, Instant recordTime) {
        return decode(TenantId.DEFAULT, record, recordTime);
    }

    /** Reads them as events of this tenant. */
    Decoding decode(TenantId tenant, SourceRecord record, Instant recordTime) {
        return InboundEvents.decode(tenant, record.headers(), record.value(), recordTime, Optional.empty());
    }
}
