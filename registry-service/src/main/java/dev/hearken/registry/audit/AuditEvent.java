package dev.hearken.registry.audit;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * One change.
 *
 * @param action what was done
 * @param kind kind of the object: {@code listener}, {@code variable}, {@code secret}, {@code api-key}, …
 * @param id its id among those of its kind
 * @param name what people call it; absent if that is the id
 * @param before what it was; absent for a new object, or where the action says all
 * @param after what it is now; absent for one that is gone, or where the action says all
 */
public record AuditEvent(
        AuditAction action,
        String kind,
        String id,
        @Nullable String name,
        @Nullable JsonNode before,
        @Nullable JsonNode after) {
    /** An action that says all. */
    public static AuditEvent of(AuditAction action, String kind, String id, @Nullable String name) {
        return new AuditEvent(action, kind, id, name, null, null);
    }
}
