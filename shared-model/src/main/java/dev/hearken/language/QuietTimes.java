package dev.hearken.language;

import dev.hearken.model.listener.QuietWindow;
import dev.hearken.model.listener.QuietWindow.Then;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A listener's quiet windows. A window is the time from the moment at which its zone's clock first shows {@code from}
 * to the moment at which it last shows {@code to}: a clock that skips one of them counts as showing it when it jumps.
 */
public final class QuietTimes {
    /** Held for longer than a week, a delivery meets the same windows again. */
    private static final Duration FOR_EVER = Duration.ofDays(9);

    private static final int MINUTES_OF_DAY = 24 * 60;

    /** A winter and a summer: zones with different clocks may leave a gap in one of them only. */
    private static final List<Instant> PROBES =
            List.of(Instant.parse("2026-01-05T00:00:00Z"), Instant.parse("2026-07-06T00:00:00Z"));

    private final List<QuietWindow> windows;

    private QuietTimes(List<QuietWindow> windows) {
        this.windows = List.copyOf(windows);
    }

    /** The times of these windows. */
    public static QuietTimes of(List<QuietWindow> windows) {
        return new QuietTimes(windows);
    }

    /** Whether an event that happened at this moment is passed by. */
    public boolean drops(Instant eventTime) {
        for (QuietWindow window : windows) {
            if (window.then() == Then.DROP && end(window, eventTime) != null) {
                return true;
            }
        }
        return false;
    }

    /**
     * The first moment at which a delivery that is due now may go out, at most 9 days and a window away; empty if now.
     */
    public Optional<Instant> holdsUntil(Instant now) {
        Instant until = now;
        Instant last = now.plus(FOR_EVER);
        boolean held = true;
        while (held && until.isBefore(last)) {
            held = false;
            for (QuietWindow window : windows) {
                Instant end = window.then() == Then.HOLD ? end(window, until) : null;
                if (end != null) {
                    until = end;
                    held = true;
                }
            }
        }
        return until.equals(now) ? Optional.empty() : Optional.of(until);
    }

    /** Whether the windows with {@code HOLD} leave no gap. */
    public boolean holdForEver() {
        return PROBES.stream()
                .anyMatch(probe -> holdsUntil(probe)
                        .filter(until -> !until.isBefore(probe.plus(FOR_EVER)))
                        .isPresent());
    }

    /** When the window that lasts at this moment ends; null if it does not last. */
    static @Nullable Instant end(QuietWindow window, Instant moment) {
        LocalDate today = moment.atZone(window.zone()).toLocalDate();
        Instant end = end(window, today, moment);
        return end == null ? end(window, today.minusDays(1), moment) : end;
    }

    /** The same for the window that begins on this day. */
    private static @Nullable Instant end(QuietWindow window, LocalDate day, Instant moment) {
        Set<DayOfWeek> days = window.days().isEmpty() ? EnumSet.allOf(DayOfWeek.class) : window.days();
        if (!days.contains(day.getDayOfWeek()) || moment.isBefore(first(at(day, window.from()), window.zone()))) {
            return null;
        }
        Instant end = last(at(window.to() < window.from() ? day.plusDays(1) : day, window.to()), window.zone());
        return moment.isBefore(end) ? end : null;
    }

    private static LocalDateTime at(LocalDate day, int minute) {
        return minute == MINUTES_OF_DAY ? day.plusDays(1).atStartOfDay() : day.atTime(minute / 60, minute % 60);
    }

    private static Instant first(LocalDateTime time, ZoneId zone) {
        return moment(time, zone, 0);
    }

    private static Instant last(LocalDateTime time, ZoneId zone) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(time);
        return moment(time, zone, offsets.size() - 1);
    }

    private static Instant moment(LocalDateTime time, ZoneId zone, int offset) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(time);
        ZoneOffsetTransition jump = offsets.isEmpty() ? zone.getRules().getTransition(time) : null;
        return jump == null ? time.toInstant(offsets.get(offset)) : jump.getInstant();
    }
}
