package dev.hearken.model.delivery;

import dev.hearken.Seeded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class RetryTierTest {
    @ParameterizedTest
    @CsvSource({
        "PT-10H, 5s",
        "PT0S, 5s",
        "PT0.001S, 5s",
        "PT4.999S, 5s",
        "PT5S, 5s",
        "PT29.999999999S, 5s",
        "PT30S, 30s",
        "PT1M59.999S, 30s",
        "PT2M, 2m",
        "PT9M59S, 2m",
        "PT10M, 10m",
        "PT29M59S, 10m",
        "PT30M, 30m",
        "PT1H59M59S, 30m",
        "PT2H, 2h",
        "PT4H10M, 2h",
        "PT4H59M59S, 2h",
        "PT5H, 5h",
        "PT9H59M59S, 5h",
        "PT10H, 10h",
        "P7D, 10h",
        "PT2562047788015215H30M7S, 10h"
    })
    void isTheLongestThatDoesNotOvershoot(Duration remaining, String suffix) {
        // when
        RetryTier tier = RetryTier.forRemaining(remaining);

        // then
        assertThat(tier.topic()).isEqualTo("hearken.retry." + suffix);
    }

    @Test
    void walksDownTheTiersUntilDue() {
        // given
        Duration remaining = Duration.ofHours(4).plusMinutes(10);
        List<String> walk = new ArrayList<>();

        // when
        while (!remaining.isZero()) {
            RetryTier tier = RetryTier.forRemaining(remaining);
            walk.add(tier.topic());
            remaining = remaining.minus(tier.waitTime());
        }

        // then
        assertThat(walk).containsExactly("hearken.retry.2h", "hearken.retry.2h", "hearken.retry.10m");
    }

    @Test
    void neverOvershootsByMoreThanTheShortestTierOnRandomWaits() {
        // given
        Random random = Seeded.random(RetryTierTest.class);
        for (int round = 0; round < 10_000; round++) {
            Duration wait = Duration.ofMillis((long) (Math.pow(random.nextDouble(), 4) * 100_000_000));

            // when
            Duration remaining = wait;
            int hops = 0;
            while (remaining.compareTo(Duration.ZERO) > 0) {
                remaining = remaining.minus(RetryTier.forRemaining(remaining).waitTime());
                hops++;
            }

            // then
            assertThat(remaining).as("wait of %s", wait).isGreaterThan(Duration.ofSeconds(-5));
            assertThat(hops).as("hops of %s", wait).isLessThan(30);
        }
    }

    @ParameterizedTest
    @EnumSource
    void isFoundByItsTopic(RetryTier tier) {
        // when
        var found = RetryTier.ofTopic(tier.topic());

        // then
        assertThat(found).contains(tier);
    }

    @ParameterizedTest
    @CsvSource({"hearken.retry.1s", "5s", "''", "hearken.retry.5S"})
    void isFoundByNothingElse(String topic) {
        // when
        var found = RetryTier.ofTopic(topic);

        // then
        assertThat(found).isEmpty();
    }

    @Test
    void standsInAscendingOrderAndIsNamedByItsWait() {
        // when
        List<RetryTier> tiers = Arrays.asList(RetryTier.values());

        // then
        assertThat(tiers).isSortedAccordingTo((a, b) -> a.waitTime().compareTo(b.waitTime()));
        assertThat(tiers)
                .allSatisfy(tier -> assertThat(
                                Duration.parse("PT" + tier.topic().substring("hearken.retry.".length())))
                        .isEqualTo(tier.waitTime()));
    }
}
