package dev.hearken.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.format.Decoding.Decoded;
import dev.hearken.model.TenantId;
import dev.hearken.model.event.EventType;
import java.time.Instant;

/** The attributes of a CloudEvent that go into the event. */
record CloudEvent(TenantId tenant, String id, String source, Instant time) {
    /** The event with this data, which has no {@link CanonicalData#fault}. */
    Decoded with(EventType type, ObjectNode data) {
        return Decoded.of(CanonicalData.event(tenant, id, source, type, time, data));
    }
}
