package dev.hearken.dispatcher.retry;

import dev.hearken.dispatcher.platform.RecordPublisher;
import dev.hearken.model.delivery.Bundle;
import dev.hearken.model.delivery.Delivery;
import dev.hearken.model.delivery.DeliveryJson;
import dev.hearken.model.delivery.RetryTier;
import dev.hearken.model.listener.ListenerId;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Puts deliveries into the retry topic where they wait next. */
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
        return records.publish(
                topic(delivery.due()), key(delivery.listener()), new RecordHeaders(), DeliveryJson.write(delivery));
    }

    /** Completes when the broker has the bundle's bytes. */
    public Uni<Void> publish(Bundle bundle, byte[] written) {
        return records.publish(topic(bundle.due()), key(bundle.listener()), new RecordHeaders(), written);
    }

    @Override
    public Uni<Boolean> publishIfItFits(Delivery delivery) {
        return records.publishIfItFits(
                topic(delivery.due()), key(delivery.listener()), new RecordHeaders(), DeliveryJson.write(delivery));
    }

    private String topic(Instant due) {
        return RetryTier.forRemaining(Duration.between(time.instant(), due)).topic();
    }

    private static byte[] key(ListenerId listener) {
        return listener.value().getBytes(StandardCharsets.UTF_8);
    }
}
