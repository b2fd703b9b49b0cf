package dev.hearken.registry.access;

import dev.hearken.model.TenantId;
import dev.hearken.registry.tenancy.TenantScope;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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

    /** What it is for. */
    String name = "";

    @Column(name = "created_by")
    String createdBy = TenantScope.SYSTEM;

    @Nullable
    @Column(name = "expires_at")
    Instant expiresAt;

    @Nullable
    @Column(name = "last_used_at")
    Instant lastUsedAt;

    @SuppressWarnings("NullAway.Init")
    ApiKeyEntity() {}

    ApiKey toKey() {
        return new ApiKey(id, new TenantId(tenant), roles(), secretHash, Optional.ofNullable(expiresAt));
    }

    RegisteredKey toRegisteredKey() {
        return new RegisteredKey(
                id,
                name,
                roles(),
                bootstrap,
                createdAt,
                createdBy,
                Optional.ofNullable(expiresAt),
                Optional.ofNullable(lastUsedAt));
    }

    void setRoles(Set<Role> values) {
        roles = values.stream().map(Role::wireName).sorted().collect(Collectors.joining(","));
    }

    private Set<Role> roles() {
        return Arrays.stream(roles.split(","))
                .map(Role::of)
                .flatMap(Optional::stream)
                .collect(Collectors.toUnmodifiableSet());
    }
}
