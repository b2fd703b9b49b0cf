package dev.hearken.dispatcher.retry;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-01-07T02:00:00Z");

    @ParameterizedTest
    @CsvSource({"1, PT1S", "' 120 ', PT2M", "86400, PT24H", "86401, PT24H", "9999999999, PT24H"})
    void readsSecondsUpToADay(String header, Duration wait) {
        assertThat(RetryAfter.parse(header, null, NOW)).contains(wait);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // The endpoint's clock is an hour slow; the wait is what it meant.
                "Wed, 07 Jan 2026 01:05:00 GMT | Wed, 07 Jan 2026 01:00:00 GMT | PT5M",
                "Wed, 07 Jan 2026 03:00:30 GMT | Wed, 07 Jan 2026 03:00:00 GMT | PT30S",
                "Wed, 07 Jan 2026 02:01:00 GMT | | PT1M",
                "Wed, 07 Jan 2026 02:01:00 GMT | yesterday | PT1M",
                "Fri, 07 Jan 2028 02:01:00 GMT | | PT24H"
            })
    void readsADateByTheClockThatWroteIt(String header, String date, Duration wait) {
        assertThat(RetryAfter.parse(header, date, NOW)).contains(wait);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "-5",
                "1.5",
                "soon",
                "99999999999",
                "Wed, 07 Jan 2026 01:00:00 GMT",
                "Wed, 07 Jan 2026 02:00:00 GMT",
                "Wed, 32 Jan 2026 02:00:00 GMT",
                "2026-01-07T03:00:00Z"
            })
    void ignoresWhatHasAnotherFormOrHasPassed(String header) {
        assertThat(RetryAfter.parse(header, null, NOW)).isEmpty();
    }

    @Test
    void isEmptyWithoutTheHeader() {
        assertThat(RetryAfter.parse(null, "Wed, 07 Jan 2026 02:00:00 GMT", NOW)).isEmpty();
    }
}
