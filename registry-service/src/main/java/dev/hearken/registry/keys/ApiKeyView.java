package dev.hearken.registry.keys;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.registry.access.RegisteredKey;
import dev.hearken.registry.access.Role;
import java.time.Instant;

/** A key as the API and the audit show it. */
final class ApiKeyView {
    private ApiKeyView() {}

    static ObjectNode of(RegisteredKey key) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", key.id());
        json.put("name", key.name());
        key.roles().stream().map(Role::wireName).sorted().forEach(json.putArray("roles")::add);
        json.put("bootstrap", key.bootstrap());
        json.put("expiresAt", key.expiresAt().map(Instant::toString).orElse(null));
        json.put("lastUsedAt", key.lastUsedAt().map(Instant::toString).orElse(null));
        json.put("createdAt", key.createdAt().toString());
        return json.put("createdBy", key.createdBy());
    }
}
