package dev.hearken.dispatcher.retry;

import dev.hearken.model.listener.DeliveryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class RetryScheduleTest {
    private static final Instant NOW = Instant.parse("2026-01-07T02:00:00Z");
    private static final DeliveryPolicy EXACT =
            new DeliveryPolicy(List.of(Duration.ofSeconds(5), Duration.ofMinutes(2)), 0);

    @ParameterizedTest
    @CsvSource({"1,PT5S", "2,PT2M"})
    void waitsAsLongAsTheScheduleSays(int attempts, Duration wait) {
        assertThat(RetrySchedule.afterFailure(EXACT, attempts, NOW, new Random(1)))
                .hasValue(NOW.plus(wait));
    }

    @Test
    void givesUpAfterTheLastAttempt() {
        assertThat(RetrySchedule.afterFailure(EXACT, 3, NOW, new Random(1))).isEmpty();
    }

    @Test
    void staysWithinTheJitterAndUsesAllOfIt() {
        // given
        DeliveryPolicy policy = new DeliveryPolicy(List.of(Duration.ofSeconds(100)), 0.2);
        Random random = new Random(7);

        // when
        List<Long> waits = random.ints(2000)
                .mapToObj(
                        i -> RetrySchedule.afterFailure(policy, 1, NOW, random).orElseThrow())
                .map(due -> Duration.between(NOW, due).toMillis())
                .toList();

        // then
        assertThat(waits).allMatch(wait -> wait >= 80_000 && wait <= 120_000);
        assertThat(waits).anyMatch(wait -> wait < 82_000).anyMatch(wait -> wait > 118_000);
    }

    @ParameterizedTest
    @CsvSource({"PT0S,PT5S", "PT4S,PT5S", "PT12S,PT12S", "PT30S,PT30S", "PT5H,PT30S"})
    void asksAgainLaterTheLongerADeliveryHasWaited(Duration waited, Duration stay) {
        assertThat(RetrySchedule.afterRefusal(NOW.minus(waited), NOW)).isEqualTo(NOW.plus(stay));
    }
}
