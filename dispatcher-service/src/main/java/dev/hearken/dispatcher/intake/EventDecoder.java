package dev.hearken.dispatcher.intake;

import dev.hearken.format.CloudEventsDecoder;
import dev.hearken.format.Decoding;
import dev.hearken.model.TenantId;
import dev.hearken.model.delivery.SourceRecord;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** From a record's bytes and headers to an event. */
@ApplicationScoped
class EventDecoder {
    /** @param recordTime used where the event names no time */
    Decoding decode(SourceRecord record, Instant recordTime) {
        return CloudEventsDecoder.decode(TenantId.DEFAULT, record.headers(), record.value(), recordTime);
    }
}
