package dev.hearken.dispatcher.platform;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;

/**
 * Whether a topic is still the one it was. One that was deleted and created again has the same name and another id, and
 * offsets of the old one mean something else in it. For one thread.
 */
public final class TopicIdentity implements AutoCloseable {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Admin admin;
    private final String topic;
    private final InstantSource time;
    private final Uuid id;
    private volatile Uuid seen;
    private KafkaFuture<Uuid> look;
    private Instant next;

    /**
     * Looks at the topic as it is now.
     *
     * @param kafka how to reach Kafka, by Kafka's own names
     * @throws KafkaException if the topic does not exist, or Kafka does not answer
     */
    public TopicIdentity(Map<String, Object> kafka, String topic, InstantSource time) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put("default.api.timeout.ms", Long.toString(TIMEOUT.toMillis()));
        settings.put("request.timeout.ms", Long.toString(TIMEOUT.toMillis() / 2));
        this.admin = Admin.create(settings);
        this.topic = topic;
        this.time = time;
        try {
            this.look = look(admin, topic);
            this.id = look.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            this.seen = id;
            this.next = time.instant().plus(LOOK_EVERY);
        } catch (ExecutionException | TimeoutException e) {
            admin.close(Duration.ZERO);
            throw new KafkaException("Kafka does not tell about the topic " + topic, e);
        } catch (InterruptedException e) {
            admin.close(Duration.ZERO);
            Thread.currentThread().interrupt();
            throw new KafkaException(e);
        }
    }

    private static KafkaFuture<Uuid> look(Admin admin, String topic) {
        return admin.describeTopics(List.of(topic))
                .allTopicNames()
                .thenApply(all -> Objects.requireNonNull(all.get(topic)).topicId());
    }

    /** Whether another topic has its name now. Never waits; what Kafka does not tell has not changed. */
    public boolean hasChanged() {
        if (look.isDone() && time.instant().isAfter(next)) {
            next = time.instant().plus(LOOK_EVERY);
            look = look(admin, topic).whenComplete((found, failure) -> seen = failure == null ? found : seen);
        }
        return !seen.equals(id);
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
