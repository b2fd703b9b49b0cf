package dev.hearken.registry.deliverylog;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

/** Which days (UTC) the log has at the moment: those of the retention, today and two more. */
@Singleton
final class Days {
    private static final int AHEAD = 2;

    private final Clock clock;
    private final long kept;

    @Inject
    Days(DeliveryLogConfig config, Clock clock) {
        this(config.retention(), clock);
    }

    Days(Duration retention, Clock clock) {
        this.clock = clock;
        this.kept = Math.max(1, retention.toDays());
    }

    static LocalDate of(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }

    /** The first day that is kept. */
    LocalDate oldest() {
        return today().minusDays(kept);
    }

    /** Days that must be there before they begin. */
    List<LocalDate> ahead() {
        return Stream.iterate(today(), day -> day.plusDays(1)).limit(AHEAD + 1).toList();
    }

    boolean isPast(Instant time) {
        return of(time).isBefore(oldest());
    }

    /** A time that only a wrong clock can have told. */
    boolean isFuture(Instant time) {
        return of(time).isAfter(today().plusDays(AHEAD));
    }

    private LocalDate today() {
        return of(clock.instant());
    }
}
