package dev.hearken.dispatcher.owned;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;

/** Meters of owned deliveries. */
@Singleton
class OwnedTelemetry {
    private final Counter redirected;
    private final Counter duplicates;
    private final Counter rateLimited;

    OwnedTelemetry(MeterRegistry meters) {
        this.redirected = meters.counter("hearken.owned.redirected");
        this.duplicates = meters.counter("hearken.owned.duplicates");
        this.rateLimited = meters.counter("hearken.owned.rate.limited");
    }

    /** A delivery of a locked lane went to a retry topic. */
    void redirected() {
        redirected.increment();
    }

    /** A delivery that was settled before came again and was dropped. */
    void duplicate() {
        duplicates.increment();
    }

    /** A delivery had to wait for its listener's rate. */
    void rateLimited() {
        rateLimited.increment();
    }
}
