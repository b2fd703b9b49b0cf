package dev.hearken.registry.redelivery;

import dev.hearken.model.delivery.Cancellation;
import dev.hearken.model.delivery.DeliveryJson;
import dev.hearken.model.delivery.Redelivery;
import dev.hearken.model.topic.Topics;
import dev.hearken.registry.platform.TopicPublisher;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Tells the dispatchers to send an event on demand, or not to send what waits. */
@Singleton
public class RedeliveryPublisher {
    private static final Duration LEAST_TIMEOUT = Duration.ofSeconds(1);

    private final TopicPublisher publisher;

    RedeliveryPublisher(RedeliveryConfig config, @Identifier("default-kafka-broker") Map<String, Object> kafka) {
        if (config.ackTimeout().compareTo(LEAST_TIMEOUT) < 0) {
            throw new IllegalStateException(
                    "registry.redelivery.ack-timeout must be at least one second, not " + config.ackTimeout());
        }
        this.publisher = new TopicPublisher(
                kafka,
                new TopicPublisher.Settings(
                        "hearken-registry-redelivery",
                        config.ackTimeout(),
                        Topics.MAX_DELIVERY_BYTES,
                        Math.max(config.maxBytes().asLongValue(), 2L * Topics.MAX_DELIVERY_BYTES)));
    }

    /**
     * Completes when all in-sync replicas have it; fails with Kafka's exception if they do not confirm it in time,
     * although they may have it then. It can block for as long while no broker is known or too much is under way.
     */
    public CompletionStage<Void> publish(Redelivery redelivery) {
        return publisher.publish(Topics.REDELIVERIES, redelivery.listener().value(), DeliveryJson.write(redelivery));
    }

    /** The same for a run of a delivery that is called off. */
    public CompletionStage<Void> publish(Cancellation cancellation) {
        return publisher.publish(
                Topics.CANCELLATIONS, cancellation.delivery().value(), DeliveryJson.write(cancellation));
    }

    @PreDestroy
    void close() {
        publisher.close();
    }
}
