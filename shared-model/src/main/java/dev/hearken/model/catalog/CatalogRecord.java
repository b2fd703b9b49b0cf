package dev.hearken.model.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.model.TenantId;
import dev.hearken.model.listener.Listener;
import dev.hearken.model.listener.ListenerId;
import dev.hearken.model.listener.ListenerJson;
import dev.hearken.model.listener.ListenerJson.UnknownFields;
import dev.hearken.secret.EncryptedSecret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Function;

/**
 * The value of a catalog record as JSON: the definition's normal form in {@code definition}, beside it {@code tenant},
 * {@code id}, {@code revision}, {@code paused} and {@code signingSecret} (encrypted).
 */
public final class CatalogRecord {
    private static final ObjectMapper JSON = JsonMapper.builder()
            // A fixed body keeps its numbers: 0.10 is not 0.1, and 1E400 not infinite.
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private CatalogRecord() {}

    /** A listener, or the reason why the bytes are none. */
    public sealed interface Read {
        /** Case analysis. */
        <T> T fold(Function<Listener, T> listener, Function<String, T> undecodable);

        /** The record holds a listener. */
        record Decoded(Listener listener) implements Read {
            @Override
            public <T> T fold(Function<Listener, T> listenerCase, Function<String, T> undecodable) {
                return listenerCase.apply(listener);
            }
        }

        /** The record cannot be used. */
        record Undecodable(String reason) implements Read {
            @Override
            public <T> T fold(Function<Listener, T> listenerCase, Function<String, T> undecodable) {
                return undecodable.apply(reason);
            }
        }
    }

    /** Writes the value of a listener's record. */
    public static byte[] write(Listener listener) {
        ObjectNode json = JSON.createObjectNode();
        json.put("tenant", listener.tenant().value());
        json.put("id", listener.id().value());
        json.put("revision", listener.revision());
        json.put("paused", listener.paused());
        json.put("signingSecret", listener.signingSecret().value());
        json.set("definition", ListenerJson.write(listener.definition()));
        try {
            return JSON.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a tree can always be written", e);
        }
    }

    /** Reads the value of a listener's record; never throws on bad bytes. */
    public static Read read(byte[] value) {
        try {
            JsonNode json = JSON.readTree(value);
            return ListenerJson.read(json.path("definition"), UnknownFields.IGNORED)
                    .fold(
                            definition -> new Read.Decoded(new Listener(
                                    new TenantId(text(json, "tenant")),
                                    new ListenerId(text(json, "id")),
                                    revision(json.path("revision")),
                                    paused(json.path("paused")),
                                    definition,
                                    new EncryptedSecret(text(json, "signingSecret")))),
                            errors -> new Read.Undecodable("definition: " + errors));
        } catch (IOException | NumberFormatException e) {
            // Jackson throws the latter for an exponent that no BigDecimal has room for.
            return new Read.Undecodable("not JSON");
        } catch (IllegalArgumentException e) {
            return new Read.Undecodable(String.valueOf(e.getMessage()));
        }
    }

    private static String text(JsonNode json, String field) {
        JsonNode value = json.path(field);
        return value.isTextual() ? value.textValue() : "";
    }

    private static long revision(JsonNode value) {
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 1) {
            throw new IllegalArgumentException("revision must be an integer of at least 1");
        }
        return value.longValue();
    }

    private static boolean paused(JsonNode value) {
        if (!value.isBoolean()) {
            throw new IllegalArgumentException("paused must be true or false");
        }
        return value.booleanValue();
    }
}
