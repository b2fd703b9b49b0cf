package dev.hearken.dispatcher.intake;

import dev.hearken.dispatcher.platform.WriteFaults;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready while events are consumed and what must be written is written; says what is in the way. */
@Readiness
@Singleton
class IntakeReadiness implements HealthCheck {
    private final Intake intake;
    private final WriteFaults writes;

    IntakeReadiness(Intake intake, WriteFaults writes) {
        this.intake = intake;
        this.writes = writes;
    }

    @Override
    public HealthCheckResponse call() {
        Optional<String> obstacle = intake.obstacle().or(writes::first);
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("intake").status(obstacle.isEmpty());
        obstacle.ifPresent(text -> response.withData("obstacle", text));
        return response.build();
    }
}
