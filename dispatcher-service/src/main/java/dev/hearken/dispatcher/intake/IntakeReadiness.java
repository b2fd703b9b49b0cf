package dev.hearken.dispatcher.intake;

import dev.hearken.dispatcher.platform.RecordPublisher;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready while events are consumed and what must be written is written; says what is in the way. */
@Readiness
@ApplicationScoped
class IntakeReadiness implements HealthCheck {
    private final Intake intake;
    private final RecordPublisher publisher;

    IntakeReadiness(Intake intake, RecordPublisher publisher) {
        this.intake = intake;
        this.publisher = publisher;
    }

    @Override
    public HealthCheckResponse call() {
        Optional<String> obstacle = intake.obstacle().or(publisher::failure);
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("intake").status(obstacle.isEmpty());
        obstacle.ifPresent(text -> response.withData("obstacle", text));
        return response.build();
    }
}
