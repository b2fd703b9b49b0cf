package dev.hearken.registry.idempotency;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

/** A row of {@code idempotency}. */
@Entity
@Table(name = "idempotency")
@IdClass(IdempotencyEntity.Key.class)
class IdempotencyEntity {
    @Id
    String tenant;

    @Id
    @Column(name = "idempotency_key")
    String key;

    @Column(name = "request_sha256")
    byte[] requestHash;

    int status;

    /** JSON object of texts. */
    @ColumnTransformer(write = "cast(? as json)")
    String headers;

    String body;

    @Column(name = "expires_at")
    Instant expiresAt;

    @SuppressWarnings("NullAway.Init")
    IdempotencyEntity() {}

    /** The primary key. */
    record Key(@Nullable String tenant, @Nullable String key) implements Serializable {}
}
