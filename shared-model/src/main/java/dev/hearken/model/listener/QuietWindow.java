package dev.hearken.model.listener;

import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.Set;

/**
 * A recurring time in which a listener does not call.
 *
 * @param days the days on which it begins; empty = every day
 * @param from minute of the day at which it begins, 0 to 1,439
 * @param to minute of the day at which it ends, exclusive, 0 to 1,440; less than {@code from}: on the day after
 * @param zone whose clock is meant
 * @param then what becomes of an event
 */
public record QuietWindow(Set<DayOfWeek> days, int from, int to, ZoneId zone, Then then) {
    /** Copies the days. */
    public QuietWindow {
        days = Set.copyOf(days);
    }

    /** What becomes of an event. */
    public enum Then {
        /** An event whose own time lies in the window is passed by. */
        DROP,
        /** A delivery that is due in the window waits for its end. */
        HOLD
    }
}
