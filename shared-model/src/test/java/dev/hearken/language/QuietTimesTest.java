package dev.hearken.language;

import dev.hearken.Seeded;
import dev.hearken.model.listener.QuietWindow;
import dev.hearken.model.listener.QuietWindow.Then;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class QuietTimesTest {
    private static QuietWindow window(@Nullable String days, String from, String to, String zone, Then then) {
        Set<DayOfWeek> set = EnumSet.noneOf(DayOfWeek.class);
        if (days != null) {
            Arrays.stream(days.split(" ")).map(ScalarText::weekday).forEach(set::add);
        }
        return new QuietWindow(set, minute(from), minute(to), ZoneId.of(zone), then);
    }

    private static int minute(String time) {
        return time.equals("24:00") ? 1_440 : LocalTime.parse(time).toSecondOfDay() / 60;
    }

    @ParameterizedTest(name = "{0} {1}-{2} {3} at {4}: until {5}")
    @CsvSource({
        // 2026-01-10 is a Saturday
        "SAT, 00:00, 08:00, UTC, 2026-01-10T00:00:00Z, 2026-01-10T08:00:00Z",
        "SAT, 00:00, 08:00, UTC, 2026-01-10T07:59:59.999Z, 2026-01-10T08:00:00Z",
        "SAT, 00:00, 08:00, UTC, 2026-01-10T08:00:00Z, ",
        "SAT, 00:00, 08:00, UTC, 2026-01-09T23:59:59Z, ",
        "SAT, 00:00, 08:00, UTC, 2026-01-11T01:00:00Z, ",
        "SAT, 00:00, 24:00, UTC, 2026-01-10T23:59:59Z, 2026-01-11T00:00:00Z",
        "SAT, 00:00, 24:00, UTC, 2026-01-11T00:00:00Z, ",
        ", 12:00, 13:00, UTC, 2026-01-14T12:30:00Z, 2026-01-14T13:00:00Z",
        // across midnight it belongs to the day it begins on
        "FRI, 22:00, 06:00, UTC, 2026-01-10T05:00:00Z, 2026-01-10T06:00:00Z",
        "FRI, 22:00, 06:00, UTC, 2026-01-09T22:00:00Z, 2026-01-10T06:00:00Z",
        "FRI, 22:00, 06:00, UTC, 2026-01-09T05:00:00Z, ",
        "FRI, 22:00, 06:00, UTC, 2026-01-10T22:00:00Z, ",
        "FRI, 22:00, 00:00, UTC, 2026-01-09T23:00:00Z, 2026-01-10T00:00:00Z",
        // the zone's clock and the zone's day
        "SAT, 00:00, 08:00, America/Sao_Paulo, 2026-01-10T02:59:59Z, ",
        "SAT, 00:00, 08:00, America/Sao_Paulo, 2026-01-10T03:00:00Z, 2026-01-10T11:00:00Z",
        "SAT, 20:00, 24:00, America/Sao_Paulo, 2026-01-11T02:00:00Z, 2026-01-11T03:00:00Z",
        // Berlin skips 02:00 to 03:00 on 2026-03-29
        "SUN, 01:00, 02:30, Europe/Berlin, 2026-03-29T00:59:59Z, 2026-03-29T01:00:00Z",
        "SUN, 01:00, 02:30, Europe/Berlin, 2026-03-29T01:00:00Z, ",
        "SUN, 02:30, 04:00, Europe/Berlin, 2026-03-29T01:00:00Z, 2026-03-29T02:00:00Z",
        "SUN, 02:15, 02:45, Europe/Berlin, 2026-03-29T01:00:00Z, ",
        "SUN, 00:00, 24:00, Europe/Berlin, 2026-03-29T12:00:00Z, 2026-03-29T22:00:00Z",
        // and has 02:00 to 03:00 twice on 2026-10-25
        "SUN, 01:00, 02:30, Europe/Berlin, 2026-10-25T00:00:00Z, 2026-10-25T01:30:00Z",
        "SUN, 01:00, 02:30, Europe/Berlin, 2026-10-25T01:15:00Z, 2026-10-25T01:30:00Z",
        "SUN, 01:00, 02:30, Europe/Berlin, 2026-10-25T01:30:00Z, ",
        "SUN, 02:30, 04:00, Europe/Berlin, 2026-10-25T00:30:00Z, 2026-10-25T03:00:00Z",
        // Santiago skips midnight on 2026-09-06
        "SUN, 00:00, 02:00, America/Santiago, 2026-09-06T04:00:00Z, 2026-09-06T05:00:00Z",
        "SAT, 22:00, 24:00, America/Santiago, 2026-09-06T03:30:00Z, 2026-09-06T04:00:00Z"
    })
    void holdUntilTheWindowEnds(String days, String from, String to, String zone, Instant now, Instant until) {
        // given
        QuietTimes hold = QuietTimes.of(List.of(window(days, from, to, zone, Then.HOLD)));
        QuietTimes drop = QuietTimes.of(List.of(window(days, from, to, zone, Then.DROP)));

        // when
        Optional<Instant> held = hold.holdsUntil(now);

        // then
        assertThat(held).isEqualTo(Optional.ofNullable(until));
        assertThat(hold.drops(now)).isFalse();
        assertThat(drop.drops(now)).isEqualTo(until != null);
        assertThat(drop.holdsUntil(now)).isEmpty();
    }

    @Test
    void extendOverWindowsThatTouchOrOverlap() {
        // given
        QuietTimes times = QuietTimes.of(List.of(
                window("SUN", "00:00", "24:00", "UTC", Then.HOLD),
                window("SAT", "06:00", "24:00", "UTC", Then.HOLD),
                window("FRI", "22:00", "07:00", "UTC", Then.HOLD),
                window("MON", "00:00", "05:00", "America/Sao_Paulo", Then.HOLD),
                window("MON", "00:00", "03:00", "UTC", Then.HOLD),
                window("MON", "08:00", "12:00", "UTC", Then.DROP)));

        // when
        Optional<Instant> until = times.holdsUntil(Instant.parse("2026-01-09T22:00:00Z"));

        // then
        assertThat(until).contains(Instant.parse("2026-01-12T08:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource({
        "'', 00:00, 24:00, UTC, true",
        "'', 00:00, 24:00, Europe/Berlin, true",
        "'', 12:00, 11:59, UTC, false",
        "SUN MON TUE WED THU FRI, 00:00, 24:00, UTC, false",
        "'', 00:00, 23:59, UTC, false"
    })
    void areRecognisedWhereTheyNeverEnd(String days, String from, String to, String zone, boolean expected) {
        // given
        QuietWindow window = window(days.isEmpty() ? null : days, from, to, zone, Then.HOLD);

        // when
        boolean held = QuietTimes.of(List.of(window)).holdForEver();

        // then
        assertThat(held).isEqualTo(expected);
    }

    @Test
    void areRecognisedWhereTogetherTheyNeverEnd() {
        // given
        QuietWindow day = window(null, "06:00", "18:00", "UTC", Then.HOLD);
        QuietWindow night = window(null, "18:00", "06:00", "UTC", Then.HOLD);
        QuietWindow shortNight = window(null, "18:00", "05:59", "UTC", Then.HOLD);
        QuietWindow winterNight = window(null, "19:00", "07:00", "Europe/Berlin", Then.HOLD);

        // then
        assertThat(QuietTimes.of(List.of(day, night)).holdForEver()).isTrue();
        assertThat(QuietTimes.of(List.of(day, winterNight)).holdForEver()).isTrue();
        assertThat(QuietTimes.of(List.of(day, shortNight)).holdForEver()).isFalse();
        assertThat(QuietTimes.of(List.of(day)).holdForEver()).isFalse();
        assertThat(QuietTimes.of(List.of(window(null, "00:00", "24:00", "UTC", Then.DROP)))
                        .holdForEver())
                .isFalse();
    }

    @Test
    void holdExactlyWhatLiesInOneOfThem() {
        // given
        Random random = Seeded.random(QuietTimesTest.class);
        for (int round = 0; round < 300; round++) {
            List<QuietWindow> windows = IntStream.range(0, 1 + random.nextInt(4))
                    .mapToObj(i -> randomWindow(random))
                    .toList();
            QuietTimes times = QuietTimes.of(windows);
            // A week without a change of the clocks, where a window is what the clock shows.
            Instant now = Instant.parse("2026-02-02T00:00:00Z").plusSeconds(random.nextInt(7 * 86_400));

            // when
            Optional<Instant> until = times.holdsUntil(now);

            // then
            assertThat(until.isPresent()).as("%s %s", windows, now).isEqualTo(shows(windows, now));
            until.ifPresent(end -> {
                if (Duration.between(now, end).toDays() < 8) {
                    assertThat(shows(windows, end))
                            .as("%s %s %s", windows, now, end)
                            .isFalse();
                    assertThat(shows(windows, end.minusMillis(1))).isTrue();
                    for (Instant at = now; at.isBefore(end); at = at.plusSeconds(60)) {
                        assertThat(shows(windows, at))
                                .as("%s %s %s", windows, now, at)
                                .isTrue();
                    }
                }
            });
        }
    }

    private static QuietWindow randomWindow(Random random) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (int i = random.nextInt(4); i > 0; i--) {
            days.add(DayOfWeek.of(1 + random.nextInt(7)));
        }
        int from = random.nextInt(1_440);
        int to = random.nextInt(1_441);
        List<String> zones = List.of("UTC", "America/Sao_Paulo", "Asia/Kolkata", "Pacific/Kiritimati");
        return new QuietWindow(days, from, to == from ? 1_440 : to, ZoneId.of(zones.get(random.nextInt(4))), Then.HOLD);
    }

    private static boolean shows(List<QuietWindow> windows, Instant moment) {
        return windows.stream().anyMatch(window -> {
            ZonedDateTime clock = moment.atZone(window.zone());
            int minute = clock.getHour() * 60 + clock.getMinute();
            boolean today = window.days().isEmpty() || window.days().contains(clock.getDayOfWeek());
            boolean yesterday = window.days().isEmpty()
                    || window.days().contains(clock.getDayOfWeek().minus(1));
            return window.from() < window.to()
                    ? today && minute >= window.from() && minute < window.to()
                    : (today && minute >= window.from()) || (yesterday && minute < window.to());
        });
    }
}
