package dev.hearken.registry.files;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Shows the faults of files in the readiness, which is up all the same: what was in force is in force. */
@Readiness
@Singleton
final class FilesCheck implements HealthCheck {
    private final FileFaults faults;

    FilesCheck(FileFaults faults) {
        this.faults = faults;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("Listener files").up();
        faults.all().forEach(response::withData);
        return response.build();
    }
}
