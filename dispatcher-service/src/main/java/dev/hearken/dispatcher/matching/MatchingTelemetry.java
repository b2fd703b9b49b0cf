package dev.hearken.dispatcher.matching;

import dev.hearken.model.listener.ListenerId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Counts what could not be judged; a debug line says why. */
@Singleton
class MatchingTelemetry {
    private static final Logger LOG = Logger.getLogger(MatchingTelemetry.class);

    private final Counter conditionErrors;

    MatchingTelemetry(MeterRegistry meters) {
        this.conditionErrors = meters.counter("hearken.conditions.failed");
    }

    /** A condition could not be judged, so its listener does not fire. */
    void conditionFailed(ListenerId listener, String error) {
        conditionErrors.increment();
        LOG.debugf("condition of listener %s could not be judged: %s", listener, error);
    }
}
