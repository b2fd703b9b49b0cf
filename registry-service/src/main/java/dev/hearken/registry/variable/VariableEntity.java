package dev.hearken.registry.variable;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.model.TenantId;
import dev.hearken.model.catalog.CatalogKey;
import dev.hearken.model.catalog.CatalogKey.Kind;
import dev.hearken.model.catalog.VariableName;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of {@code variable}: a variable, or a secret, whose value is its ciphertext. */
@Entity
@Table(name = "variable")
@IdClass(VariableEntity.Key.class)
class VariableEntity {
    @Id
    String tenant;

    @Id
    String kind;

    @Id
    String name;

    long revision;

    String value;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "updated_at")
    Instant updatedAt;

    @Column(name = "updated_by")
    String updatedBy;

    @SuppressWarnings("NullAway.Init")
    VariableEntity() {}

    TenantId tenantId() {
        return new TenantId(tenant);
    }

    VariableName variableName() {
        return new VariableName(name);
    }

    boolean isSecret() {
        return kind.equals(Kind.SECRET.wireName());
    }

    CatalogKey catalogKey() {
        return isSecret()
                ? CatalogKey.ofSecret(tenantId(), variableName())
                : CatalogKey.ofVariable(tenantId(), variableName());
    }

    /** What the audit keeps of it: of a secret only that there is one. */
    ObjectNode toAuditJson() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("value", isSecret() ? "***" : value)
                .put("revision", revision);
    }

    /** The primary key. */
    record Key(
            @Nullable String tenant,
            @Nullable String kind,
            @Nullable String name) implements Serializable {}
}
