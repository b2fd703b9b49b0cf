package dev.hearken.model.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.hearken.model.TenantId;
import dev.hearken.model.listener.ListenerId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * What {@code hearken.redeliveries} carries: an event that one listener shall get whatever was before, because somebody
 * asked for it. The listener's selector, rules and condition are not asked again.
 *
 * @param tenant whose it is
 * @param listener who shall get it
 * @param source the event
 * @param reason why it is sent
 * @param replay the replay that it belongs to; absent outside of one
 * @param askedAt when it was asked for: the beginning of a new run of the delivery
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Redelivery(
        TenantId tenant,
        ListenerId listener,
        SourceRecord source,
        Reason reason,
        @Nullable String replay,
        Instant askedAt) {
    /** Why an event is sent on demand. */
    public enum Reason {
        /** Somebody wants this delivery once more. */
        REDELIVERY,
        /** A part of a replay. */
        REPLAY,
        /** To see whether the listener works: one attempt, no retries. */
        TEST
    }

    /** Insists on what may not be absent. */
    public Redelivery {
        requireNonNull(tenant);
        requireNonNull(listener);
        requireNonNull(source);
        requireNonNull(reason);
        requireNonNull(askedAt);
    }
}
