package dev.hearken.model.delivery;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.hearken.model.TenantId;
import dev.hearken.model.listener.ListenerId;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * What {@code hearken.redeliveries} carries: an event that one listener shall get whatever was before, because somebody
 * asked for it. The listener's selector, rules and condition are not asked again.
 *
 * @param tenant whose it is
 * @param listener who shall get it
 * @param source the record of the event
 * @param reason why it is sent
 * @param replay the replay that it belongs to; absent outside of one
 * @param askedAt when it was asked for: the beginning of a new run of the delivery
 * @param delivery which of the record's events it is, by its delivery; absent: all of them
 * @param revision the listener's least revision that will do: who does not know it yet waits a moment for it; absent:
 *     any
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Redelivery(
        TenantId tenant,
        ListenerId listener,
        SourceRecord source,
        Reason reason,
        @Nullable String replay,
        Instant askedAt,
        @Nullable DeliveryId delivery,
        @Nullable Long revision) {
    /** Stands for the topic of an event that was made up for a test and lies nowhere. */
    public static final String TEST_TOPIC = "hearken.test";

    /** Why an event is sent on demand. */
    public enum Reason {
        /** Somebody wants this delivery once more. */
        @JsonEnumDefaultValue
        REDELIVERY,
        /** A part of a replay. */
        REPLAY,
        /** To see whether the listener works: one attempt, no retries. */
        TEST;

        /** The literal form in records. */
        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Insists on what may not be absent. */
    public Redelivery {
        requireNonNull(tenant);
        requireNonNull(listener);
        requireNonNull(source);
        requireNonNull(reason);
        requireNonNull(askedAt);
    }
    /** All events of a record. */
    public Redelivery(
            TenantId tenant,
            ListenerId listener,
            SourceRecord source,
            Reason reason,
            @Nullable String replay,
            Instant askedAt) {
        this(tenant, listener, source, reason, replay, askedAt, null, null);
    }
}
