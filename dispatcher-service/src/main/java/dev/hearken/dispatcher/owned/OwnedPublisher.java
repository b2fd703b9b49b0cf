package dev.hearken.dispatcher.owned;

import dev.hearken.dispatcher.platform.RecordPublisher;
import dev.hearken.model.delivery.Delivery;
import dev.hearken.model.delivery.DeliveryJson;
import dev.hearken.model.delivery.Order;
import dev.hearken.model.topic.Topics;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Hands deliveries to their owner. Those of one lane are sent one by one, each when the broker has the one before, so
 * that they lie in the topic in the order in which they came, whatever fails.
 */
@Singleton
public class OwnedPublisher {
    private final RecordPublisher records;
    private final KeyedChain chain = new KeyedChain();

    OwnedPublisher(RecordPublisher records) {
        this.records = records;
    }

    /**
     * Completes when the broker has it.
     *
     * @param ownerKey see {@link OwnerKey}
     */
    public Uni<Void> publish(Delivery delivery, String ownerKey) {
        Order order = delivery.order();
        return order == null
                ? send(delivery, ownerKey)
                : chain.run(OwnerKey.lane(delivery, order), () -> send(delivery, ownerKey));
    }

    private Uni<Void> send(Delivery delivery, String ownerKey) {
        byte[] key = ownerKey.getBytes(StandardCharsets.UTF_8);
        return records.publish(Topics.OWNED, key, new RecordHeaders(), DeliveryJson.write(delivery));
    }
}
