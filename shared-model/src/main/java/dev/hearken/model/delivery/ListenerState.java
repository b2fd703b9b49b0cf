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
 * What {@code hearken.listener-state} carries: how a listener fares, written by a dispatcher whenever that changes.
 * Several dispatchers may see it differently; the last word counts.
 *
 * @param tenant whose listener it is
 * @param listener which listener
 * @param revision the listener's revision that was seen
 * @param health how it fares
 * @param reason of the last failed attempt; absent while the listener is active
 * @param since since when it fares so
 * @param failingSince since when attempts have only failed; absent if the last one delivered
 * @param instance the dispatcher that says so
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ListenerState(
        TenantId tenant,
        ListenerId listener,
        long revision,
        Health health,
        @Nullable FailureReason reason,
        Instant since,
        @Nullable Instant failingSince,
        String instance) {
    /** Insists on what may not be absent. */
    public ListenerState {
        requireNonNull(tenant);
        requireNonNull(listener);
        requireNonNull(health);
        requireNonNull(since);
        requireNonNull(instance);
    }

    /** How a listener fares. */
    public enum Health {
        /** Its endpoint takes what is sent. */
        @JsonEnumDefaultValue
        ACTIVE,
        /** Every attempt of some minutes failed; it is still tried. */
        DEGRADED,
        /** Its circuit breaker is open: deliveries wait without attempts, but for a few that probe. */
        OPEN,
        /** Hearken gave it up, in this revision: nothing is tried any more. */
        DISABLED;

        /** The literal form in records and in the API. */
        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
