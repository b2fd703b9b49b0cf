package dev.hearken.registry.outbox;

import dev.hearken.model.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * Whether the catalog topic is still the one it was: one that was deleted and created again has another id, one that
 * was emptied begins at other offsets. Compaction changes neither. For one thread.
 */
final class CatalogWatch implements AutoCloseable {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Admin admin;
    private final InstantSource time;
    private final Sight first;
    private CompletableFuture<Sight> look;
    private Instant next;

    /** What can be seen of the topic without reading it: its id, and by partition its first offset. */
    private record Sight(Uuid id, Map<Integer, Long> begins) {}

    private CatalogWatch(Admin admin, InstantSource time, Sight first) {
        this.admin = admin;
        this.time = time;
        this.first = first;
        this.look = CompletableFuture.completedFuture(first);
        this.next = time.instant().plus(LOOK_EVERY);
    }

    /**
     * Looks at the topic as it is now.
     *
     * @param settings how to reach Kafka
     * @throws CatalogUnavailableException if Kafka does not tell
     */
    static CatalogWatch open(Map<String, Object> settings, InstantSource time) {
        Admin admin = Admin.create(settings);
        try {
            return new CatalogWatch(admin, time, look(admin).get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException | TimeoutException e) {
            admin.close(Duration.ZERO);
            throw new CatalogUnavailableException("Kafka does not tell about the topic " + Topics.CATALOG, e);
        } catch (InterruptedException e) {
            admin.close(Duration.ZERO);
            Thread.currentThread().interrupt();
            throw new CatalogUnavailableException("the relay was told to stop", e);
        }
    }

    private static CompletableFuture<Sight> look(Admin admin) {
        return admin.describeTopics(List.of(Topics.CATALOG))
                .allTopicNames()
                .toCompletionStage()
                .thenCompose(all -> begins(admin, Objects.requireNonNull(all.get(Topics.CATALOG))))
                .toCompletableFuture();
    }

    private static CompletionStage<Sight> begins(Admin admin, TopicDescription topic) {
        Map<TopicPartition, OffsetSpec> partitions = topic.partitions().stream()
                .map(partition -> new TopicPartition(Topics.CATALOG, partition.partition()))
                .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.earliest()));
        return admin.listOffsets(partitions).all().toCompletionStage().thenApply(offsets -> {
            Map<Integer, Long> begins = new TreeMap<>();
            offsets.forEach((partition, begin) -> begins.put(partition.partition(), begin.offset()));
            return new Sight(topic.topicId(), Map.copyOf(begins));
        });
    }

    /** Whether it is another one, or empty. Never waits; what Kafka does not tell has not changed. */
    boolean hasChanged() {
        if (!look.isDone()) {
            return false;
        }
        boolean changed = !look.isCompletedExceptionally() && !look.join().equals(first);
        if (!changed && !time.instant().isBefore(next)) {
            next = time.instant().plus(LOOK_EVERY);
            look = look(admin);
        }
        return changed;
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
