package dev.hearken.registry.listener;

import dev.hearken.model.delivery.ConditionFailure;
import dev.hearken.model.delivery.DeliveryJson;
import dev.hearken.model.delivery.ListenerState;
import dev.hearken.model.listener.ListenerId;
import dev.hearken.model.topic.Topics;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

/**
 * Reads how listeners fare and hands it on, one record after the other; an offset is committed when the database has
 * what came before it. A record that is read again changes nothing. While Kafka or PostgreSQL is away it tries again,
 * and the API goes on.
 */
@Singleton
final class ListenerStateConsumer {
    private static final Logger LOG = Logger.getLogger(ListenerStateConsumer.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration FIRST_BACK_OFF = Duration.ofSeconds(1);
    private static final Duration MAX_BACK_OFF = Duration.ofSeconds(30);

    private final Map<String, Object> kafka;
    private final ListenerObserver observer;
    private final Thread thread = new Thread(this::run, "listener-state");
    private Duration backOff = FIRST_BACK_OFF;
    private volatile boolean stopped;

    ListenerStateConsumer(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            ListenerStateConfig config,
            ListenerObserver observer) {
        this.kafka = new HashMap<>(kafka);
        this.kafka.put(ConsumerConfig.CLIENT_ID_CONFIG, "hearken-registry-listener-state");
        this.kafka.put(ConsumerConfig.GROUP_ID_CONFIG, config.group());
        this.kafka.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        this.kafka.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        this.kafka.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        this.kafka.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, "10000");
        this.kafka.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, "3000");
        this.observer = observer;
    }

    void start(@Observes StartupEvent start) {
        thread.setDaemon(true);
        thread.start();
    }

    void stop(@Observes ShutdownEvent stop) throws InterruptedException {
        stopped = true;
        LockSupport.unpark(thread);
        thread.join(POLL.multipliedBy(4).toMillis());
    }

    private void run() {
        while (!stopped) {
            try (KafkaConsumer<byte[], byte[]> consumer =
                    new KafkaConsumer<>(kafka, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                consumer.subscribe(List.of(Topics.LISTENER_STATE));
                read(consumer);
            } catch (RuntimeException e) {
                if (!stopped) {
                    LOG.warnf("listener states: trying again in %s: %s", backOff, e);
                    LockSupport.parkNanos(backOff.toNanos());
                    backOff = backOff.compareTo(MAX_BACK_OFF) < 0 ? backOff.multipliedBy(2) : MAX_BACK_OFF;
                }
            }
        }
    }

    private void read(KafkaConsumer<byte[], byte[]> consumer) {
        while (!stopped) {
            var records = consumer.poll(POLL);
            records.forEach(this::observe);
            if (!records.isEmpty()) {
                consumer.commitSync();
                backOff = FIRST_BACK_OFF;
            }
        }
    }

    /** A tombstone, or what a newer version wrote in another form, says nothing. */
    private void observe(ConsumerRecord<byte[], byte[]> record) {
        byte[] value = record.value();
        if (value != null) {
            DeliveryJson.read(value, ListenerState.class)
                    .ifPresent(state -> take(state.listener(), () -> observer.observe(state)));
            DeliveryJson.read(value, ConditionFailure.class)
                    .ifPresent(failure -> take(failure.listener(), () -> observer.observe(failure)));
        }
    }

    private static void take(ListenerId listener, Runnable change) {
        try {
            change.run();
        } catch (IllegalStateException e) {
            // A row that cannot be read must not stop the others.
            LOG.errorf("listener states: passed over listener %s: %s", listener, e.getMessage());
        }
    }
}
