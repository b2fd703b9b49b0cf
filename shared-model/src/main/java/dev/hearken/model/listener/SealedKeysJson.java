package dev.hearken.model.listener;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.hearken.model.listener.SealedKeys.Previous;
import dev.hearken.secret.EncryptedSecret;
import dev.hearken.signing.SignatureScheme;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Keys that have been replaced as JSON: a list of {@code {"scheme": "v1", "secret": "v1:…", "until": "<instant>"}}. */
public final class SealedKeysJson {
    private SealedKeysJson() {}

    /** Writes them in their order. */
    public static ArrayNode write(List<Previous> previous) {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        previous.forEach(old -> json.addObject()
                .put("scheme", old.key().scheme().wireName())
                .put("secret", old.key().secret().value())
                .put("until", old.until().toString()));
        return json;
    }

    /**
     * Reads them; none if the list is absent.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static List<Previous> read(JsonNode json) {
        if (!json.isArray() && !json.isMissingNode()) {
            throw new IllegalArgumentException("previous keys must be a list");
        }
        List<Previous> previous = new ArrayList<>();
        for (JsonNode old : json) {
            previous.add(new Previous(
                    new SealedKey(
                            scheme(old.path("scheme")),
                            new EncryptedSecret(old.path("secret").asText())),
                    instant(old.path("until").asText())));
        }
        return List.copyOf(previous);
    }

    /**
     * Reads a scheme; {@code v1} if it is absent.
     *
     * @throws IllegalArgumentException if it is unknown
     */
    public static SignatureScheme scheme(JsonNode json) {
        return json.isMissingNode()
                ? SignatureScheme.V1
                : SignatureScheme.parse(json.asText())
                        .orElseThrow(() -> new IllegalArgumentException("the scheme of a signing key is unknown"));
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("the end of a signing key is not a time", e);
        }
    }
}
