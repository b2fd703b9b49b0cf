package dev.hearken.dispatcher.retry;

import dev.hearken.model.listener.DeliveryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class RetryScheduleTest {
    private static final Instant NOW = Instant.parse("2026-01-07T02:00:00Z");
    private static final DeliveryPolicy EXACT =
            DeliveryPolicy.withSchedule(List.of(Duration.ofSeconds(5), Duration.ofMinutes(2)), 0);

    @ParameterizedTest
    @CsvSource({"1,PT5S", "2,PT2M"})
    void waitsAsLongAsTheScheduleSays(int attempts, Duration wait) {
        assertThat(RetrySchedule.afterFailure(EXACT, attempts, Optional.empty(), NOW, new Random(1)))
                .hasValue(NOW.plus(wait));
    }

    @ParameterizedTest
    @CsvSource({
        "1, PT1S,  PT5S",
        "1, PT10S, PT10S",
        "1, PT2M,  PT2M",
        "1, PT1H,  PT2M",
        "2, PT10S, PT2M",
        "2, PT24H, PT2M"
    })
    void waitsLongerWhereTheEndpointAsksForItButNoLongerThanTheLongestStep(int attempts, Duration hint, Duration wait) {
        assertThat(RetrySchedule.afterFailure(EXACT, attempts, Optional.of(hint), NOW, new Random(1)))
                .hasValue(NOW.plus(wait));
    }

    @Test
    void isNotMadeEarlierByTheJitterThanTheEndpointAsks() {
        // given
        DeliveryPolicy policy = DeliveryPolicy.withSchedule(List.of(Duration.ofSeconds(100)), 0.5);
        Random random = new Random(7);

        // when
        List<Instant> dues = random.ints(500)
                .mapToObj(i -> RetrySchedule.afterFailure(policy, 1, Optional.of(Duration.ofSeconds(90)), NOW, random)
                        .orElseThrow())
                .toList();

        // then
        assertThat(dues).allMatch(due -> !due.isBefore(NOW.plusSeconds(90)) && !due.isAfter(NOW.plusSeconds(150)));
    }

    @Test
    void givesUpWhateverTheEndpointAsksAfterTheLastAttempt() {
        assertThat(RetrySchedule.afterFailure(EXACT, 3, Optional.of(Duration.ofSeconds(1)), NOW, new Random(1)))
                .isEmpty();
    }

    @Test
    void givesUpAfterTheLastAttempt() {
        assertThat(RetrySchedule.afterFailure(EXACT, 3, Optional.empty(), NOW, new Random(1)))
                .isEmpty();
    }

    @Test
    void staysWithinTheJitterAndUsesAllOfIt() {
        // given
        DeliveryPolicy policy = DeliveryPolicy.withSchedule(List.of(Duration.ofSeconds(100)), 0.2);
        Random random = new Random(7);

        // when
        List<Long> waits = random.ints(2000)
                .mapToObj(i -> RetrySchedule.afterFailure(policy, 1, Optional.empty(), NOW, random)
                        .orElseThrow())
                .map(due -> Duration.between(NOW, due).toMillis())
                .toList();

        // then
        assertThat(waits).allMatch(wait -> wait >= 80_000 && wait <= 120_000);
        assertThat(waits).anyMatch(wait -> wait < 82_000).anyMatch(wait -> wait > 118_000);
    }

    @ParameterizedTest
    @CsvSource({"PT-1S,PT5S", "PT0S,PT5S", "PT14S,PT5S", "PT15S,PT31S", "PT5H,PT31S"})
    void asksAgainLaterWhenADeliveryHasWaitedForLong(Duration waited, Duration stay) {
        // when
        Instant due = RetrySchedule.afterRefusal(NOW.minus(waited), NOW);

        // then
        assertThat(due).isEqualTo(NOW.plus(stay));
    }

    @Test
    void goesOnAtTheLongestStepWhereOthersAreBlocked() {
        // given
        DeliveryPolicy skip = DeliveryPolicy.withSchedule(List.of(Duration.ofMinutes(2), Duration.ofSeconds(5)), 0);
        DeliveryPolicy block = new DeliveryPolicy(
                skip.schedule(),
                0,
                skip.permanentStatus(),
                DeliveryPolicy.Ordering.EXECUTION,
                DeliveryPolicy.OnExhaustion.BLOCK,
                1,
                null,
                skip.maxAge());
        Instant now = Instant.parse("2026-01-07T02:15:00Z");

        // when
        Optional<Instant> within = RetrySchedule.afterFailure(block, 2, Optional.empty(), now, new Random(1));
        Optional<Instant> beyond = RetrySchedule.afterFailure(block, 3, Optional.empty(), now, new Random(1));
        Optional<Instant> far = RetrySchedule.afterFailure(block, 50, Optional.empty(), now, new Random(1));

        // then
        assertThat(within).contains(now.plusSeconds(5));
        assertThat(beyond).contains(now.plusSeconds(120));
        assertThat(far).contains(now.plusSeconds(120));
        assertThat(RetrySchedule.afterFailure(skip, 3, Optional.empty(), now, new Random(1)))
                .isEmpty();
    }
}
