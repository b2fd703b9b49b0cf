package dev.hearken.registry.outbox;

import dev.hearken.model.catalog.CatalogKey;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Compares the catalog topic with the database and marks what differs, so that the relay publishes it. The database is
 * always right. Runs in the active relay's thread, so nothing is published meanwhile.
 */
@Singleton
class Reconciler {
    private static final Logger LOG = Logger.getLogger(Reconciler.class);
    private static final int PAGE = 500;

    /** So many objects that the database does not have, and such a share of what the topic shows, are no leftovers. */
    private static final int MANY = 50;

    private static final double LARGE_SHARE = 0.2;

    private final CatalogConsumer topic;
    private final OutboxRepository rows;
    private final CatalogSources sources;
    private final OutboxConfig config;
    private final OutboxMetrics metrics;
    private final Clock clock;

    Reconciler(
            CatalogConsumer topic,
            OutboxRepository rows,
            CatalogSources sources,
            OutboxConfig config,
            OutboxMetrics metrics,
            Clock clock) {
        this.topic = topic;
        this.rows = rows;
        this.sources = sources;
        this.config = config;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** How an object on the topic differs from the database. */
    enum Difference {
        /** The topic lacks it, or shows something unreadable. */
        MISSING,
        /** The topic shows an older revision although the current one was published. */
        OLDER,
        /** The topic shows a revision that the database never had: it lost commits, or somebody else writes. */
        NEWER,
        /** The topic shows an object that the database does not have. */
        UNKNOWN
    }

    /**
     * What a comparison has found.
     *
     * @param differences objects that are published again
     * @param marked whether the topic has its mark
     */
    record Comparison(int differences, boolean marked) {}

    /**
     * Compares once.
     *
     * @throws CatalogUnavailableException if Kafka does not show the topic
     */
    Comparison reconcile() {
        CatalogConsumer.Shown all = topic.read();
        Map<CatalogKey, Long> shown = new HashMap<>(all.revisions());
        int differences = 0;
        Optional<OutboxEntity> last = Optional.empty();
        List<OutboxEntity> page;
        do {
            Optional<OutboxEntity> after = last;
            page = QuarkusTransaction.requiringNew().call(() -> rows.pageAfter(after, PAGE));
            differences += compare(page, shown);
            last = page.stream().reduce((before, row) -> row).or(() -> after);
        } while (page.size() == PAGE);
        return new Comparison(
                report(differences + removeUnknown(shown, all.revisions().size())), all.marked());
    }

    /** Marks what differs, and takes all of the page off what is shown; how much differs. */
    private int compare(List<OutboxEntity> page, Map<CatalogKey, Long> shown) {
        List<CatalogKey> behind = new ArrayList<>();
        int ahead = 0;
        for (OutboxEntity row : page) {
            CatalogKey key = row.catalogKey();
            Optional<Long> seen = Optional.ofNullable(shown.remove(key));
            Optional<Difference> difference = difference(row.revision, row.isDirty(), row.deleted, seen);
            difference.ifPresent(metrics::different);
            if (difference.filter(Difference.NEWER::equals).isPresent()) {
                overtake(key, seen.orElse(CatalogConsumer.UNREADABLE));
                ahead++;
            } else if (difference.isPresent()) {
                behind.add(key);
            }
        }
        if (!behind.isEmpty()) {
            QuarkusTransaction.requiringNew().run(() -> rows.unpublished(behind, clock.instant()));
        }
        return ahead + behind.size();
    }

    /** Marks what the database does not have, unless that is so much that the database is rather to be doubted. */
    private int removeUnknown(Map<CatalogKey, Long> unknown, int shown) {
        if (isMassRemoval(unknown.size(), shown) && !config.allowMassRemoval()) {
            unknown.keySet().forEach(key -> metrics.different(Difference.UNKNOWN));
            LOG.errorf(
                    "The database does not have %d of the %d objects that the catalog topic shows. They stay there: is it"
                            + " the right database, or a backup? If they shall go, set registry.outbox.allow-mass-removal"
                            + " for one start",
                    unknown.size(), shown);
            return 0;
        }
        unknown.forEach(this::remove);
        return unknown.size();
    }

    /** Whether the removal of so many of the objects shown needs somebody who means it. */
    static boolean isMassRemoval(int unknown, int shown) {
        return unknown >= MANY && unknown > LARGE_SHARE * shown;
    }

    /** A dirty row is published anyway, so it only matters whether the topic is ahead of it. */
    static Optional<Difference> difference(long revision, boolean dirty, boolean deleted, Optional<Long> shown) {
        if (shown.isPresent() && shown.get() > revision && !deleted) {
            return Optional.of(Difference.NEWER);
        }
        if (dirty) {
            return Optional.empty();
        }
        if (shown.isEmpty() || shown.get() == CatalogConsumer.UNREADABLE) {
            return Optional.of(Difference.MISSING);
        }
        return shown.get() < revision ? Optional.of(Difference.OLDER) : Optional.empty();
    }

    private void overtake(CatalogKey key, long shown) {
        LOG.errorf(
                "The catalog topic is ahead of the database for %s: it shows revision %d. The database wins: did it lose"
                        + " commits, or does somebody else write to the topic?",
                key, shown);
        QuarkusTransaction.requiringNew().run(() -> sources.of(key).raiseRevision(key, shown));
    }

    private void remove(CatalogKey key, long shown) {
        metrics.different(Difference.UNKNOWN);
        LOG.errorf(
                "The catalog topic shows %s (revision %d), which the database does not have. It is removed: did the"
                        + " database lose commits, or does somebody else write to the topic?",
                key, shown);
        QuarkusTransaction.requiringNew().run(() -> rows.changed(key, Math.max(shown, 0) + 1, true, clock.instant()));
    }

    private static int report(int differences) {
        if (differences > 0) {
            LOG.warnf(
                    "%d objects differed between the catalog topic and the database; they are published again",
                    differences);
        }
        return differences;
    }
}
