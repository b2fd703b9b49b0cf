package dev.hearken.registry.variable;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A variable or secret as its owner sees it.
 *
 * @param name its name
 * @param shown the value of a variable; of a secret the hint, absent if the secret is too short for one
 * @param secret whether it is a secret
 * @param revision its entity tag
 * @param createdAt when it was created
 * @param updatedAt when it was last given a value
 * @param updatedBy who did
 * @param created whether it is new with this request
 */
record StoredVariable(
        String name,
        @Nullable String shown,
        boolean secret,
        long revision,
        Instant createdAt,
        Instant updatedAt,
        String updatedBy,
        boolean created) {
    ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("name", name);
        if (!secret || shown != null) {
            json.put(secret ? "hint" : "value", shown);
        }
        json.put("revision", revision);
        json.put("createdAt", createdAt.toString());
        json.put("updatedAt", updatedAt.toString());
        return json.put("updatedBy", updatedBy);
    }
}
