package dev.hearken.registry.outbox;

import dev.hearken.model.catalog.CatalogKey;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of {@code catalog_outbox}. */
@Entity
@Table(name = "catalog_outbox")
@IdClass(OutboxEntity.Key.class)
class OutboxEntity {
    @Id
    String tenant;

    @Id
    String kind;

    @Id
    @Column(name = "object_id")
    String objectId;

    long revision;

    @Column(name = "published_revision")
    long publishedRevision;

    boolean deleted;

    @Column(name = "updated_at")
    Instant updatedAt;

    @SuppressWarnings("NullAway.Init")
    OutboxEntity() {}

    CatalogKey catalogKey() {
        String text = tenant + "/" + kind + "/" + objectId;
        return CatalogKey.parse(text)
                .orElseThrow(() -> new IllegalStateException("catalog_outbox holds an unknown key: " + text));
    }

    boolean isDirty() {
        return publishedRevision < revision;
    }

    /** The primary key. */
    record Key(
            @Nullable String tenant,
            @Nullable String kind,
            @Nullable String objectId) implements Serializable {}
}
