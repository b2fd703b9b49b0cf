package dev.hearken.benchmarks.delivery.report;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MeasurementTest {
    @Test
    void isCompleteWhenNothingIsMissing() {
        assertThat(Samples.atRate().isComplete()).isTrue();
        assertThat(Samples.stalled().isComplete()).isFalse();
        assertThat(Measurement.failed(Samples.atRate().plan(), 1).isComplete()).isFalse();
    }

    @Test
    void hasNoRateWithoutTime() {
        assertThat(new Pace(1, 0).perSecond()).isZero();
    }
}
