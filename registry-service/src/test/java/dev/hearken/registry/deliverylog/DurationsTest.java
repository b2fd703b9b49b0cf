package dev.hearken.registry.deliverylog;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DurationsTest {
    @Test
    void knowsNothingWithoutAttempts() {
        assertThat(new Durations().percentile(0.5)).isEmpty();
    }

    @Test
    void findsTheBucketOfAShare() {
        // given
        Durations durations = new Durations();
        durations.add(0, 90);
        durations.add(50, 9);
        durations.add(100, 1);

        // then
        assertThat(durations.percentile(0.9)).hasValue(0);
        assertThat(durations.percentile(0.91)).hasValue(112);
        assertThat(durations.percentile(0.99)).hasValue(112);
        assertThat(durations.percentile(1)).hasValue(13_139);
    }
}
