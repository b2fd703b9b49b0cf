package dev.hearken.registry.outbox;

import dev.hearken.model.catalog.CatalogKey;
import dev.hearken.model.catalog.CatalogKey.Kind;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import jakarta.inject.Singleton;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The table {@code catalog_outbox}. Reads across tenants on purpose: it serves the relay, never a request. Every method
 * needs a transaction.
 */
@Singleton
class OutboxRepository implements PanacheRepositoryBase<OutboxEntity, OutboxEntity.Key> {
    /** A newer version may have written rows of other kinds; they wait for it. */
    private static final String KNOWN_KINDS = Arrays.stream(Kind.values())
            .map(kind -> "'" + kind.wireName() + "'")
            .collect(Collectors.joining(", ", "(", ")"));

    private static final String THIS_ROW = " where tenant = :tenant and kind = :kind and object_id = :objectId";

    /** What is dirty, the longest waiting first. */
    List<OutboxEntity> dirty(int limit) {
        return find("publishedRevision < revision and kind in " + KNOWN_KINDS + " order by updatedAt")
                .page(Page.ofSize(limit))
                .list();
    }

    /** How much is dirty, and since when the longest waiting is. */
    Dirt dirt() {
        Object[] row = getEntityManager()
                .createQuery(
                        "select count(o), min(o.updatedAt) from OutboxEntity o where o.publishedRevision < o.revision",
                        Object[].class)
                .getSingleResult();
        return new Dirt((Long) row[0], Optional.ofNullable((Instant) row[1]));
    }

    /** Rows that are not published yet. */
    record Dirt(long count, Optional<Instant> oldest) {}

    /** Makes the object dirty. A row that waits already keeps its place. */
    void changed(CatalogKey key, long revision, boolean deleted, Instant now) {
        Parts parts = Parts.of(key);
        parts.bind(getEntityManager().createNativeQuery("""
                                insert into catalog_outbox as o
                                  (tenant, kind, object_id, revision, published_revision, deleted, updated_at)
                                values (:tenant, :kind, :objectId, :revision, 0, :deleted, :now)
                                on conflict (tenant, kind, object_id) do update set
                                  revision = excluded.revision, deleted = excluded.deleted,
                                  updated_at = case when o.published_revision < o.revision
                                               then o.updated_at else excluded.updated_at end
                                """))
                .setParameter("revision", revision)
                .setParameter("deleted", deleted)
                .setParameter("now", now)
                .executeUpdate();
    }

    /** Makes rows dirty whose revisions were published, because the topic does not show them. */
    void unpublished(Collection<CatalogKey> keys, Instant now) {
        Map<Space, List<String>> ids = keys.stream()
                .collect(Collectors.groupingBy(
                        key -> new Space(key.tenant().value(), key.kind().wireName()),
                        Collectors.mapping(CatalogKey::id, Collectors.toList())));
        ids.forEach((space, objects) -> getEntityManager()
                .createNativeQuery("update catalog_outbox set published_revision = 0, updated_at = :now"
                        + " where tenant = :tenant and kind = :kind and object_id in (:objects)")
                .setParameter("tenant", space.tenant())
                .setParameter("kind", space.kind())
                .setParameter("objects", objects)
                .setParameter("now", now)
                .executeUpdate());
    }

    /** What the ids of objects are unique in. */
    private record Space(String tenant, String kind) {}

    /** The revision is on the topic. */
    void published(CatalogKey key, long revision) {
        Parts.of(key)
                .bind(getEntityManager()
                        .createNativeQuery("update catalog_outbox set published_revision = :revision" + THIS_ROW
                                + " and published_revision < :revision"))
                .setParameter("revision", revision)
                .executeUpdate();
    }

    /** The deletion is on the topic: nothing is left to remember, unless the row changed meanwhile. */
    void deletionPublished(CatalogKey key, long revision) {
        Parts.of(key)
                .bind(getEntityManager()
                        .createNativeQuery(
                                "delete from catalog_outbox" + THIS_ROW + " and deleted and revision = :revision"))
                .setParameter("revision", revision)
                .executeUpdate();
    }

    /** A page of all rows in the order of their keys, after the given one. */
    List<OutboxEntity> pageAfter(Optional<OutboxEntity> last, int limit) {
        String known = "kind in " + KNOWN_KINDS;
        String order = " order by tenant, kind, objectId";
        return last.map(row -> find(
                        known + " and (tenant, kind, objectId) > (?1, ?2, ?3)" + order,
                        row.tenant,
                        row.kind,
                        row.objectId))
                .orElseGet(() -> find(known + order))
                .page(Page.ofSize(limit))
                .list();
    }

    /** A key, taken apart into the columns. */
    private record Parts(String tenant, String kind, String objectId) {
        static Parts of(CatalogKey key) {
            String[] parts = key.toString().split("/", -1);
            return new Parts(parts[0], parts[1], parts[2]);
        }

        Query bind(Query query) {
            return query.setParameter("tenant", tenant)
                    .setParameter("kind", kind)
                    .setParameter("objectId", objectId);
        }
    }
}
