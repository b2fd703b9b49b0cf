package dev.hearken.model.delivery;

import dev.hearken.model.TenantId;
import dev.hearken.model.listener.ListenerId;
import java.time.Instant;

import static java.util.Objects.requireNonNull;

/**
 * What {@code hearken.listener-state} carries beside {@link ListenerState}: an event for which a listener's condition
 * could not be judged, so that the listener did not fire. Only some of them are written.
 *
 * @param tenant whose listener it is
 * @param listener which listener
 * @param revision the listener's revision that has the condition
 * @param error what the condition stumbled over, of the longer ones the beginning
 * @param at when
 * @param instance the dispatcher that says so
 */
public record ConditionFailure(
        TenantId tenant, ListenerId listener, long revision, String error, Instant at, String instance) {
    /** Most characters of an error. */
    public static final int MAX_ERROR = 200;

    /** Insists on all values and shortens the error. */
    public ConditionFailure {
        requireNonNull(tenant);
        requireNonNull(listener);
        requireNonNull(error);
        requireNonNull(at);
        requireNonNull(instance);
        error = error.length() <= MAX_ERROR ? error : shortened(error);
    }

    private static String shortened(String error) {
        int end = MAX_ERROR - 1;
        return error.substring(0, Character.isHighSurrogate(error.charAt(end - 1)) ? end - 1 : end) + "…";
    }
}
