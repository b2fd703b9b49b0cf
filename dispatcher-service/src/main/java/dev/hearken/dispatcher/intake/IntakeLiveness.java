package dev.hearken.dispatcher.intake;

import dev.hearken.dispatcher.platform.PlatformConfig;
import dev.hearken.dispatcher.platform.RecordPublisher;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Alive unless a consumer was stopped by a bug, polls no more, or a topic has refused writes for too long. */
@Liveness
@ApplicationScoped
class IntakeLiveness implements HealthCheck {
    private final Intake intake;
    private final RecordPublisher publisher;
    private final PlatformConfig config;

    IntakeLiveness(Intake intake, RecordPublisher publisher, PlatformConfig config) {
        this.intake = intake;
        this.publisher = publisher;
        this.config = config;
    }

    @Override
    public HealthCheckResponse call() {
        boolean dead = intake.isDead() || publisher.isFailingLongerThan(config.stalledAfter());
        return HealthCheckResponse.named("intake").status(!dead).build();
    }
}
