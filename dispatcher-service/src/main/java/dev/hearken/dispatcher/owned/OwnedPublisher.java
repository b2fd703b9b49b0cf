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
    /** Kept free in every record, so that what its attempts add does not make it too large to wait. */
    private static final int ROOM_FOR_ATTEMPTS = 256 * 1024;

    private final RecordPublisher records;
    private final KeyedChain chain = new KeyedChain();

    OwnedPublisher(RecordPublisher records) {
        this.records = records;
    }

    /**
     * Answers true when the broker has it; false where it is too large for the topic, or would be too large to wait
     * later, when its place in the order is taken.
     *
     * @param ownerKey see {@link OwnerKey}
     */
    public Uni<Boolean> publishIfItFits(Delivery delivery, String ownerKey) {
        Order order = delivery.order();
        return order == null
                ? send(delivery, ownerKey)
                : chain.run(OwnerKey.lane(delivery, order), () -> send(delivery, ownerKey));
    }

    private Uni<Boolean> send(Delivery delivery, String ownerKey) {
        byte[] key = ownerKey.getBytes(StandardCharsets.UTF_8);
        byte[] record = DeliveryJson.write(delivery);
        return record.length > Topics.MAX_DELIVERY_BYTES - ROOM_FOR_ATTEMPTS
                ? Uni.createFrom().item(false)
                : records.publishIfItFits(Topics.OWNED, key, new RecordHeaders(), record);
    }
}
