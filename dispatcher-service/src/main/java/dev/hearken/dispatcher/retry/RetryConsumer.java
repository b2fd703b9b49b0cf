package dev.hearken.dispatcher.retry;

import dev.hearken.dispatcher.deadletter.InvalidEventPublisher;
import dev.hearken.dispatcher.platform.PlatformConfig;
import dev.hearken.dispatcher.platform.RecordConsumer;
import dev.hearken.model.delivery.Bundle;
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
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
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

    private static final int FETCH_BYTES = 256 * 1024;

    /** A retry that is due sooner comes later by as much. */
    private static final Duration FETCH_WAIT = Duration.ofMillis(100);

    private static final byte[] NOTHING = new byte[0];

    private final Redelivery redelivery;
    private final BundleRedelivery bundles;
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
            BundleRedelivery bundles,
            RetryPublisher retries,
            InvalidEventPublisher invalid,
            Vertx vertx,
            InstantSource time) {
        this.redelivery = redelivery;
        this.bundles = bundles;
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
                unhurried(kafka),
                new Handling(),
                record -> leavesTierAt(record).minus(LOOK_AHEAD),
                time);
    }

    /** What waits for seconds need not be fetched one by one. */
    private static Map<String, Object> unhurried(Map<String, Object> kafka) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put("fetch.min.bytes", Integer.toString(FETCH_BYTES));
        settings.put("fetch.max.wait.ms", Long.toString(FETCH_WAIT.toMillis()));
        return settings;
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

    private final class Handling implements RecordConsumer.Handler {
        @Override
        public Uni<Void> handle(ConsumerRecord<byte[], byte[]> record) {
            byte[] value = record.value() == null ? NOTHING : record.value();
            Instant leavesTierAt = leavesTierAt(record);
            return DeliveryJson.read(value, Delivery.class)
                    .map(delivery -> whenDue(
                            delivery.due(),
                            leavesTierAt,
                            () -> redelivery.redeliver(delivery),
                            () -> retries.publish(delivery)))
                    .or(() -> DeliveryJson.read(value, Bundle.class)
                            .map(Bundle::due)
                            .map(due -> whenDue(
                                    due,
                                    leavesTierAt,
                                    () -> bundles.redeliver(bundle(value)),
                                    () -> retries.publish(bundle(value), value))))
                    .orElseGet(() -> invalid.publish(record, "undecodable-delivery", "no delivery of this version"));
        }

        @Override
        public int underway() {
            return bundles.underway();
        }
    }

    /** Read again when it is needed: while it waits its bytes take less room. */
    private static Bundle bundle(byte[] value) {
        return DeliveryJson.read(value, Bundle.class).orElseThrow();
    }

    private Uni<Void> whenDue(
            Instant due, Instant leavesTierAt, Supplier<Uni<Void>> redeliver, Supplier<Uni<Void>> hop) {
        Instant wakeAt = due.isBefore(leavesTierAt.plus(SHORT_WAIT)) ? due : leavesTierAt;
        return at(wakeAt, time.instant()).chain(() -> (wakeAt.equals(due) ? redeliver : hop).get());
    }

    private Uni<Void> at(Instant wakeAt, Instant now) {
        long millis = Duration.between(now, wakeAt).toMillis() + 1;
        return millis <= 1
                ? Uni.createFrom().voidItem()
                : Uni.createFrom().emitter(emitter -> vertx.setTimer(millis, id -> emitter.complete(null)));
    }
}
