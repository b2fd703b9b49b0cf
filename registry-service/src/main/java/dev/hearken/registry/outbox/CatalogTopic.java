package dev.hearken.registry.outbox;

import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;

/** What this instance knows about the catalog topic. Until Kafka has answered once, nothing speaks against it. */
@Singleton
class CatalogTopic {
    private final CatalogConsumer consumer;
    private volatile Optional<String> fault = Optional.empty();

    CatalogTopic(CatalogConsumer consumer) {
        this.consumer = consumer;
    }

    /**
     * Looks at the topic.
     *
     * @throws CatalogUnavailableException if it cannot be used, with the reason, or if Kafka does not answer
     */
    void verify() {
        fault = consumer.fault();
        fault.ifPresent(reason -> {
            throw new CatalogUnavailableException(reason, null);
        });
    }

    /**
     * Watches it from now on.
     *
     * @throws CatalogUnavailableException if Kafka does not answer
     */
    CatalogWatch watch(InstantSource time) {
        return consumer.watch(time);
    }

    /** What was wrong with it at the last look. */
    Optional<String> fault() {
        return fault;
    }
}
