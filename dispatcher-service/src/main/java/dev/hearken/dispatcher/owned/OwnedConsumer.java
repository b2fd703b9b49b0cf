package dev.hearken.dispatcher.owned;

import dev.hearken.dispatcher.deadletter.InvalidEventPublisher;
import dev.hearken.dispatcher.platform.PlatformConfig;
import dev.hearken.dispatcher.platform.RecordConsumer;
import dev.hearken.dispatcher.retry.RetryPublisher;
import dev.hearken.model.delivery.Delivery;
import dev.hearken.model.delivery.DeliveryJson;
import dev.hearken.model.delivery.Order;
import dev.hearken.model.topic.Topics;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.PostConstruct;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/** Takes the deliveries of which this instance is the owner, after it has heard what its predecessor knew. */
@Singleton
public class OwnedConsumer {
    private static final Duration TAKE_OVER = Duration.ofSeconds(60);
    private static final long SWEEP_MILLIS = 250;

    private final LaneLockConsumer lockConsumer;
    private final LaneLocks locks;
    private final Lanes lanes;
    private final Pacers pacers;
    private final RetryPublisher retries;
    private final InvalidEventPublisher invalid;
    private final Vertx vertx;
    private final RecordConsumer consumer;

    OwnedConsumer(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            OwnedConfig config,
            PlatformConfig platform,
            LaneLockConsumer lockConsumer,
            LaneLocks locks,
            Lanes lanes,
            Pacers pacers,
            RetryPublisher retries,
            InvalidEventPublisher invalid,
            Vertx vertx,
            InstantSource time) {
        this.lockConsumer = lockConsumer;
        this.locks = locks;
        this.lanes = lanes;
        this.pacers = pacers;
        this.retries = retries;
        this.invalid = invalid;
        this.vertx = vertx;
        this.consumer = new RecordConsumer(
                new RecordConsumer.Settings(
                        "owned",
                        config.group(),
                        List.of(Topics.OWNED),
                        config.maxRecords(),
                        config.maxBytes().asLongValue(),
                        platform),
                kafka,
                this::handle,
                RecordConsumer.Gate.OPEN,
                new Ownership(),
                time);
    }

    @PostConstruct
    void sweepRegularly() {
        vertx.setPeriodic(SWEEP_MILLIS, timer -> {
            lanes.sweep();
            pacers.sweep();
        });
    }

    /** The consumer, to be started, watched and closed. */
    public RecordConsumer consumer() {
        return consumer;
    }

    /** How many lanes are locked, of all instances. */
    public int lockedLanes() {
        return locks.size();
    }

    private Uni<Void> handle(ConsumerRecord<byte[], byte[]> record) {
        Optional<Delivery> delivery =
                Optional.ofNullable(record.value()).flatMap(value -> DeliveryJson.read(value, Delivery.class));
        return delivery.map(owned -> handle(owned, record.partition(), record.offset()))
                .orElseGet(() -> invalid.publish(record, "undecodable-delivery", "no delivery of this version"));
    }

    private Uni<Void> handle(Delivery delivery, int partition, long offset) {
        Order order = delivery.order();
        return order == null
                ? pacers.take(delivery, partition, retries)
                : lanes.enter(delivery, order, partition, offset);
    }

    /** Nothing is taken before what the predecessor wrote was read; nothing is written for what has gone. */
    private final class Ownership implements RecordConsumer.Assignment {
        @Override
        public void gained(Collection<TopicPartition> partitions) {
            Collection<Integer> numbers = numbers(partitions);
            lost(partitions);
            try {
                if (!lockConsumer.takeOver(numbers, TAKE_OVER)) {
                    throw new KafkaException("the locks of " + partitions + " could not be read in " + TAKE_OVER);
                }
                pacers.gain(numbers);
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            }
        }

        @Override
        public void lost(Collection<TopicPartition> partitions) {
            Collection<Integer> numbers = numbers(partitions);
            lanes.lose(numbers);
            pacers.lose(numbers);
            locks.disown(numbers);
        }

        private static Collection<Integer> numbers(Collection<TopicPartition> partitions) {
            return partitions.stream().map(TopicPartition::partition).collect(Collectors.toSet());
        }
    }
}
