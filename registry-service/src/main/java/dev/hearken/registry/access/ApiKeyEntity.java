package dev.hearken.registry.access;

import dev.hearken.model.TenantId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** A row of {@code api_key}. */
@Entity
@Table(name = "api_key")
class ApiKeyEntity {
    @Id
    String id;

    String tenant;

    /** Wire names, comma-separated. */
    String roles;

    @Column(name = "secret_sha256")
    byte[] secretHash;

    /** Made valid by the configuration rather than by an admin. */
    boolean bootstrap;

    @Column(name = "created_at")
    Instant createdAt;

    @SuppressWarnings("NullAway.Init")
    ApiKeyEntity() {}

    ApiKey toKey() {
        return new ApiKey(
                id,
                new TenantId(tenant),
                Arrays.stream(roles.split(","))
                        .map(Role::of)
                        .flatMap(Optional::stream)
                        .collect(Collectors.toUnmodifiableSet()),
                secretHash);
    }
}
