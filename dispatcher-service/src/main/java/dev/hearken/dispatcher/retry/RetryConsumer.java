package dev.hearken.dispatcher.retry;

import dev.hearken.dispatcher.deadletter.InvalidEventPublisher;
import dev.hearken.dispatcher.platform.PlatformConfig;
import dev.hearken.dispatcher.platform.RecordConsumer;
import dev.hearken.model.delivery.Delivery;
import dev.hearken.model.delivery.DeliveryJson;
import dev.hearken.model.delivery.RetryTier;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Brings deliveries back from the retry topics.
 *
 * <p>All records of a tier wait equally long, so the head of a partition is the next to leave, and while it waits the
 * partition is paused. Within the last moments before it may leave a record is taken into memory and timed by itself,
 * so that a neighbour with another jitter does not delay it. Then it is tried if it is due, or hops to the next tier.
 */
@Singleton
public class RetryConsumer {
    /** Taken into memory this long before its time. */
    private static final Duration LOOK_AHEAD = Duration.ofSeconds(5);

    /** What is due within this time waits on in memory, as it would in the shortest tier, without a write. */
    private static final Duration SHORT_WAIT = Duration.ofSeconds(5);

    private final Redelivery redelivery;
    private final RetryPublisher retries;
    private final InvalidEventPublisher invalid;
    private final Vertx vertx;
    private final InstantSource time;
    private final RecordConsumer consumer;

    RetryConsumer(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            RetryConfig config,
            PlatformConfig platform,
            Redelivery redelivery,
            RetryPublisher retries,
            InvalidEventPublisher invalid,
            Vertx vertx,
            InstantSource time) {
        this.redelivery = redelivery;
        this.retries = retries;
        this.invalid = invalid;
        this.vertx = vertx;
        this.time = time;
        this.consumer = new RecordConsumer(
                new RecordConsumer.Settings(
                        "retries",
                        config.group(),
                        Arrays.stream(RetryTier.values()).map(RetryTier::topic).toList(),
                        config.maxRecords(),
                        config.maxBytes().asLongValue(),
                        platform),
                kafka,
                this::handle,
                record -> leavesTierAt(record).minus(LOOK_AHEAD),
                time);
    }

    /** The consumer, to be started, watched and closed. */
    public RecordConsumer consumer() {
        return consumer;
    }

    private static Instant leavesTierAt(ConsumerRecord<byte[], byte[]> record) {
        Instant written = Instant.ofEpochMilli(record.timestamp());
        return RetryTier.ofTopic(record.topic())
                .map(tier -> written.plus(tier.waitTime()))
                .orElse(written);
    }

    private Uni<Void> handle(ConsumerRecord<byte[], byte[]> record) {
        Optional<Delivery> delivery =
                Optional.ofNullable(record.value()).flatMap(value -> DeliveryJson.read(value, Delivery.class));
        return delivery.map(waiting -> handle(waiting, leavesTierAt(record)))
                .orElseGet(() -> invalid.publish(record, "undecodable-delivery", "no delivery of this version"));
    }

    private Uni<Void> handle(Delivery delivery, Instant leavesTierAt) {
        Instant now = time.instant();
        Instant due = delivery.due();
        Instant wakeAt = due.isBefore(leavesTierAt.plus(SHORT_WAIT)) ? due : leavesTierAt;
        return at(wakeAt, now)
                .chain(() -> wakeAt.equals(due) ? redelivery.redeliver(delivery) : retries.publish(delivery));
    }

    private Uni<Void> at(Instant wakeAt, Instant now) {
        long millis = Duration.between(now, wakeAt).toMillis() + 1;
        return millis <= 1
                ? Uni.createFrom().voidItem()
                : Uni.createFrom().emitter(emitter -> vertx.setTimer(millis, id -> emitter.complete(null)));
    }
}
