package dev.hearken.dispatcher.intake;

import dev.hearken.dispatcher.platform.PlatformConfig;
import dev.hearken.dispatcher.platform.WriteFaults;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/**
 * Alive unless a consumer was stopped by a bug, polls no more, or a topic has been missing or forbidden for too long.
 * Brokers that are away are no reason: a restart does not bring them back.
 */
@Liveness
@Singleton
class IntakeLiveness implements HealthCheck {
    private final Intake intake;
    private final WriteFaults writes;
    private final PlatformConfig config;

    IntakeLiveness(Intake intake, WriteFaults writes, PlatformConfig config) {
        this.intake = intake;
        this.writes = writes;
        this.config = config;
    }

    @Override
    public HealthCheckResponse call() {
        boolean dead = intake.isDead() || writes.isAnyAtFaultLongerThan(config.stalledAfter());
        return HealthCheckResponse.named("intake").status(!dead).build();
    }
}
