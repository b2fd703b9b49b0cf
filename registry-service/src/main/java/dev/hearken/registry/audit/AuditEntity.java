package dev.hearken.registry.audit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A row of {@code audit}. */
@Entity
@Immutable
@Table(name = "audit")
class AuditEntity {
    @Id
    @Nullable
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    String tenant;
    Instant at;
    String actor;
    String action;

    @Column(name = "object_kind")
    String kind;

    @Column(name = "object_id")
    String objectId;

    @Nullable
    @Column(name = "object_name")
    String name;

    /** JSON text. */
    @Nullable
    @ColumnTransformer(write = "cast(? as json)")
    String before;

    /** JSON text. */
    @Nullable
    @ColumnTransformer(write = "cast(? as json)")
    String after;

    @SuppressWarnings("NullAway.Init")
    AuditEntity() {}

    ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", String.valueOf(id));
        json.put("at", at.toString());
        json.put("actor", actor);
        json.put("action", action);
        json.putObject("object").put("kind", kind).put("id", objectId).put("name", name);
        json.putRawValue("before", before == null ? null : new RawValue(before));
        json.putRawValue("after", after == null ? null : new RawValue(after));
        return json;
    }
}
