package dev.hearken.dispatcher.admission;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.random.RandomGenerator;

/** Provides what all lines of the instance share, and its meters. */
@Singleton
class SharedParts {
    @Produces
    @Singleton
    EgressGuard guard(EgressGuardConfig config, InstantSource time, MeterRegistry meters) {
        EgressGuard guard = new EgressGuard(config.minHosts(), config.failingShare(), config.window(), time);
        meters.gauge("hearken.egress.down", guard, known -> known.isDown() ? 1 : 0);
        return guard;
    }

    @Produces
    @Singleton
    Shared shared(
            AdmissionConfig admission,
            BreakerConfig breakers,
            EgressGuard guard,
            InstantSource time,
            RandomGenerator random,
            MeterRegistry meters) {
        SharedCapacity slots = new SharedCapacity(admission.slotsPerInstance());
        meters.gauge("hearken.admission.slots.taken", slots, SharedCapacity::taken);
        return new Shared(
                admission.patience().toNanos(),
                slots,
                new SharedCapacity(admission.bytesPerInstance().asLongValue()),
                guard,
                BreakerState.Rules.of(breakers),
                new ConcurrentLinkedQueue<>(),
                System::nanoTime,
                time,
                random);
    }
}
