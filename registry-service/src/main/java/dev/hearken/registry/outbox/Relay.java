package dev.hearken.registry.outbox;

import dev.hearken.model.catalog.CatalogKey;
import dev.hearken.registry.outbox.CatalogSource.Current;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Publishes dirty objects, a batch at a time: reads the current state, writes the topic, and only then marks them
 * clean.
 */
@Singleton
class Relay {
    private static final Logger LOG = Logger.getLogger(Relay.class);

    private final OutboxRepository rows;
    private final CatalogSources sources;
    private final OutboxConfig config;
    private final OutboxMetrics metrics;

    /**
     * Objects that cannot be published as they are, with the revision that was tried; they must not hold up the others.
     */
    private final Map<CatalogKey, Long> broken = new HashMap<>();

    Relay(OutboxRepository rows, CatalogSources sources, OutboxConfig config, OutboxMetrics metrics) {
        this.rows = rows;
        this.sources = sources;
        this.config = config;
        this.metrics = metrics;
    }

    /**
     * What is to be done for one row.
     *
     * @param revision of the row
     * @param current the object; absent if it is gone
     */
    private record Task(CatalogKey key, long revision, Optional<Current> current) {}

    /**
     * Publishes one batch; whether there may be more.
     *
     * @throws CatalogUnavailableException if Kafka does not take it; nothing is marked then
     */
    boolean publishBatch(CatalogPublisher publisher) {
        List<Task> tasks = QuarkusTransaction.requiringNew().call(this::tasks);
        if (tasks.isEmpty()) {
            return false;
        }
        publisher.publish(tasks.stream()
                .map(task -> new CatalogPublisher.Entry(
                        task.key(), task.current().map(Current::value).orElse(null)))
                .toList());
        QuarkusTransaction.requiringNew().run(() -> tasks.forEach(this::markClean));
        metrics.published(tasks.size());
        return tasks.size() == config.batchSize();
    }

    private List<Task> tasks() {
        return rows.dirty(config.batchSize() + broken.size()).stream()
                .filter(row -> !Objects.equals(broken.get(row.catalogKey()), row.revision))
                .limit(config.batchSize())
                .map(this::task)
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Task> task(OutboxEntity row) {
        CatalogKey key = row.catalogKey();
        try {
            return Optional.of(new Task(
                    key,
                    row.revision,
                    row.deleted ? Optional.empty() : sources.of(key).current(key)));
        } catch (IllegalStateException e) {
            LOG.errorf(e, "%s cannot be published; everything else goes on", key);
            broken.put(key, row.revision);
            return Optional.empty();
        }
    }

    private void markClean(Task task) {
        task.current()
                .ifPresentOrElse(
                        current -> rows.published(task.key(), current.revision()),
                        () -> rows.deletionPublished(task.key(), task.revision()));
    }
}
