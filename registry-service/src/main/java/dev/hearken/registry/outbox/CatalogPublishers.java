package dev.hearken.registry.outbox;

import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.util.Map;

/** Opens publishers for this registry. */
@Singleton
class CatalogPublishers {
    private final OutboxConfig config;
    private final Map<String, Object> kafka;

    CatalogPublishers(OutboxConfig config, @Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.config = config;
        this.kafka = Map.copyOf(kafka);
    }

    /**
     * A publisher that has taken over from all others.
     *
     * @throws CatalogUnavailableException if Kafka does not let it begin
     */
    CatalogPublisher open() {
        return CatalogPublisher.open(kafka, config.transactionalId());
    }
}
