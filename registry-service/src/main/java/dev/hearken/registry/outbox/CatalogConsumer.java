package dev.hearken.registry.outbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hearken.model.catalog.CatalogKey;
import dev.hearken.model.catalog.CatalogMark;
import dev.hearken.model.topic.Topics;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads the catalog topic: whether it is as it must be, and what it says. */
@Singleton
final class CatalogConsumer {
    /** Revision of a record that cannot be read, lower than every other. */
    static final long UNREADABLE = -1;

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final int FRUITLESS_POLLS = 40;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Object> kafka;

    CatalogConsumer(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.kafka = Map.copyOf(kafka);
    }

    /**
     * What is wrong with the topic, a sentence for the operator; empty if it can be used.
     *
     * @throws CatalogUnavailableException if Kafka does not answer
     */
    Optional<String> fault() {
        Admin admin = Admin.create(adminSettings("hearken-registry-topic-check"));
        try {
            await(admin.describeTopics(List.of(Topics.CATALOG))
                    .allTopicNames()
                    .toCompletionStage()
                    .toCompletableFuture());
            return cleanupFault(admin);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.of(
                        "the topic '" + Topics.CATALOG
                                + "' does not exist: create it with cleanup.policy=compact before listeners can reach the dispatchers");
            }
            throw new CatalogUnavailableException(
                    "Kafka does not tell about the topic " + Topics.CATALOG, e.getCause());
        } finally {
            admin.close(Duration.ZERO);
        }
    }

    /**
     * Watches the topic from now on.
     *
     * @throws CatalogUnavailableException if Kafka does not answer
     */
    CatalogWatch watch(InstantSource time) {
        return CatalogWatch.open(adminSettings("hearken-registry-topic-watch"), time);
    }

    private Map<String, Object> adminSettings(String clientId) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(AdminClientConfig.CLIENT_ID_CONFIG, clientId);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) TIMEOUT.toMillis());
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) TIMEOUT.toMillis() / 2);
        return settings;
    }

    private static Optional<String> cleanupFault(Admin admin) throws ExecutionException {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, Topics.CATALOG);
        Map<ConfigResource, Config> configs = await(
                admin.describeConfigs(List.of(topic)).all().toCompletionStage().toCompletableFuture());
        String policy = Objects.requireNonNull(configs.get(topic))
                .get(TopicConfig.CLEANUP_POLICY_CONFIG)
                .value();
        return policy.equals(TopicConfig.CLEANUP_POLICY_COMPACT)
                ? Optional.empty()
                : Optional.of("the topic '" + Topics.CATALOG + "' has cleanup.policy=" + policy
                        + ", which loses listeners: it must be 'compact'");
    }

    private static <T> T await(Future<T> answer) throws ExecutionException {
        try {
            return answer.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new CatalogUnavailableException("Kafka does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CatalogUnavailableException("the relay was told to stop", e);
        }
    }

    /**
     * What the topic shows from its beginning to the end that it has now.
     *
     * @param revisions of every object; keys of a kind that this version does not know are left out
     * @param marked whether it has the {@link CatalogMark}
     */
    record Shown(Map<CatalogKey, Long> revisions, boolean marked) {}

    /**
     * Reads the topic once.
     *
     * @throws CatalogUnavailableException if Kafka does not answer, or stops answering
     */
    Shown read() {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "hearken-registry-reconciler");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) TIMEOUT.toMillis());
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.CATALOG).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            return readTo(consumer.endOffsets(partitions), consumer);
        } catch (KafkaException e) {
            throw new CatalogUnavailableException("Kafka does not show the topic " + Topics.CATALOG, e);
        }
    }

    private static Shown readTo(Map<TopicPartition, Long> end, KafkaConsumer<String, byte[]> consumer) {
        Map<CatalogKey, Long> revisions = new HashMap<>();
        boolean marked = false;
        int fruitless = 0;
        while (end.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
            var records = consumer.poll(POLL);
            fruitless = records.isEmpty() ? fruitless + 1 : 0;
            if (fruitless > FRUITLESS_POLLS) {
                throw new CatalogUnavailableException("Kafka stopped showing the topic " + Topics.CATALOG, null);
            }
            for (ConsumerRecord<String, byte[]> record : records) {
                marked = CatalogMark.KEY.equals(record.key()) ? record.value() != null : marked;
                note(record, revisions);
            }
        }
        return new Shown(revisions, marked);
    }

    private static void note(ConsumerRecord<String, byte[]> record, Map<CatalogKey, Long> revisions) {
        Optional.ofNullable(record.key()).flatMap(CatalogKey::parse).ifPresent(key -> {
            if (record.value() == null) {
                revisions.remove(key);
            } else {
                revisions.put(key, revision(record.value()));
            }
        });
    }

    private static long revision(byte[] value) {
        try {
            JsonNode json = JSON.readTree(value);
            return json.path("revision").asLong(UNREADABLE);
        } catch (IOException e) {
            return UNREADABLE;
        }
    }
}
