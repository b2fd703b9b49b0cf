package dev.hearken.registry.outbox;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Not ready while the catalog topic is known to be missing or wrongly set up. Kafka being away does not matter here:
 * the API goes on and its changes wait in the outbox.
 */
@Readiness
@Singleton
final class CatalogTopicCheck implements HealthCheck {
    private final CatalogTopic topic;

    CatalogTopicCheck(CatalogTopic topic) {
        this.topic = topic;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("Catalog topic");
        return topic.fault()
                .map(reason -> response.down().withData("reason", reason))
                .orElseGet(response::up)
                .build();
    }
}
