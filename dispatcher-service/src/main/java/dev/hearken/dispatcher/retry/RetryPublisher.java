package dev.hearken.dispatcher.retry;

import dev.hearken.dispatcher.platform.RecordPublisher;
import dev.hearken.model.delivery.Delivery;
import dev.hearken.model.delivery.DeliveryJson;
import dev.hearken.model.delivery.RetryTier;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Puts a delivery into the retry topic where it waits next. */
@Singleton
public class RetryPublisher implements WaitingRoom {
    private final RecordPublisher records;
    private final InstantSource time;

    RetryPublisher(RecordPublisher records, InstantSource time) {
        this.records = records;
        this.time = time;
    }

    @Override
    public Uni<Void> publish(Delivery delivery) {
        RetryTier tier = RetryTier.forRemaining(Duration.between(time.instant(), delivery.due()));
        byte[] key = delivery.listener().value().getBytes(StandardCharsets.UTF_8);
        return records.publish(tier.topic(), key, new RecordHeaders(), DeliveryJson.write(delivery));
    }
}
