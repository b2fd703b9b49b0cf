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

    /** Completes when the broker has it: for deliveries that have waited before, and so fit. */
    public Uni<Void> publish(Delivery delivery) {
        return records.publish(topic(delivery), key(delivery), new RecordHeaders(), DeliveryJson.write(delivery));
    }

    @Override
    public Uni<Boolean> publishIfItFits(Delivery delivery) {
        return records.publishIfItFits(
                topic(delivery), key(delivery), new RecordHeaders(), DeliveryJson.write(delivery));
    }

    private String topic(Delivery delivery) {
        return RetryTier.forRemaining(Duration.between(time.instant(), delivery.due()))
                .topic();
    }

    private static byte[] key(Delivery delivery) {
        return delivery.listener().value().getBytes(StandardCharsets.UTF_8);
    }
}
