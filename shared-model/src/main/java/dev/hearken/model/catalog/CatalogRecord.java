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
import dev.hearken.model.listener.SealedKey;
import dev.hearken.model.listener.SealedKeys;
import dev.hearken.model.listener.SealedKeysJson;
import dev.hearken.secret.EncryptedSecret;
import dev.hearken.signing.SignatureScheme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Function;

/**
 * The value of a catalog record as JSON. Every kind has {@code tenant} and {@code revision}, and beside them
 *
 * <ul>
 *   <li>a listener: {@code id}, {@code paused}, {@code signingSecret} (encrypted), {@code signingScheme} if that is not
 *       {@code v1}, {@code previousSigningSecrets} while there are some, the normal form in {@code definition}
 *   <li>a variable: {@code name}, {@code value}
 *   <li>a secret: {@code name}, {@code value} (encrypted)
 * </ul>
 */
public final class CatalogRecord {
    static final ObjectMapper JSON = JsonMapper.builder()
            // A fixed body keeps its numbers: 0.10 is not 0.1, and 1E400 not infinite.
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private CatalogRecord() {}

    /** An object, or the reason why the bytes are none. */
    public sealed interface Read {
        /** Case analysis. */
        <T> T fold(
                Function<Listener, T> listener,
                Function<Variable, T> variable,
                Function<Secret, T> secret,
                Function<String, T> undecodable);

        /** The record holds a listener. */
        record OfListener(Listener listener) implements Read {
            @Override
            public <T> T fold(
                    Function<Listener, T> listenerCase,
                    Function<Variable, T> variable,
                    Function<Secret, T> secret,
                    Function<String, T> undecodable) {
                return listenerCase.apply(listener);
            }
        }

        /** The record holds a variable. */
        record OfVariable(Variable variable) implements Read {
            @Override
            public <T> T fold(
                    Function<Listener, T> listener,
                    Function<Variable, T> variableCase,
                    Function<Secret, T> secret,
                    Function<String, T> undecodable) {
                return variableCase.apply(variable);
            }
        }

        /** The record holds a secret. */
        record OfSecret(Secret secret) implements Read {
            @Override
            public <T> T fold(
                    Function<Listener, T> listener,
                    Function<Variable, T> variable,
                    Function<Secret, T> secretCase,
                    Function<String, T> undecodable) {
                return secretCase.apply(secret);
            }
        }

        /** The record cannot be used. */
        record Undecodable(String reason) implements Read {
            @Override
            public <T> T fold(
                    Function<Listener, T> listener,
                    Function<Variable, T> variable,
                    Function<Secret, T> secret,
                    Function<String, T> undecodable) {
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
        SealedKeys keys = listener.signingKeys();
        if (keys.current().scheme() != SignatureScheme.V1) {
            json.put("signingScheme", keys.current().scheme().wireName());
        }
        if (!keys.previous().isEmpty()) {
            json.set("previousSigningSecrets", SealedKeysJson.write(keys.previous()));
        }
        json.set("definition", ListenerJson.write(listener.definition()));
        return bytes(json);
    }

    /** Writes the value of a variable's record. */
    public static byte[] write(Variable variable) {
        return value(variable.tenant(), variable.name(), variable.revision(), variable.value());
    }

    /** Writes the value of a secret's record. */
    public static byte[] write(Secret secret) {
        return value(
                secret.tenant(),
                secret.name(),
                secret.revision(),
                secret.value().value());
    }

    private static byte[] value(TenantId tenant, VariableName name, long revision, String value) {
        ObjectNode json = JSON.createObjectNode();
        json.put("tenant", tenant.value());
        json.put("name", name.value());
        json.put("revision", revision);
        json.put("value", value);
        return bytes(json);
    }

    private static byte[] bytes(ObjectNode json) {
        try {
            return JSON.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a tree can always be written", e);
        }
    }

    /** Reads the value of the record with this key; never throws on bad bytes. */
    public static Read read(CatalogKey key, byte[] value) {
        try {
            JsonNode json = JSON.readTree(value);
            Read read = switch (key.kind()) {
                case LISTENER -> listener(json);
                case VARIABLE ->
                    new Read.OfVariable(new Variable(tenant(json), name(json), revision(json), text(json, "value")));
                case SECRET ->
                    new Read.OfSecret(new Secret(
                            tenant(json), name(json), revision(json), new EncryptedSecret(text(json, "value"))));
            };
            return checked(key, read);
        } catch (IOException | NumberFormatException e) {
            // Jackson throws the latter for an exponent that no BigDecimal has room for.
            return new Read.Undecodable("not JSON");
        } catch (IllegalArgumentException e) {
            return new Read.Undecodable(String.valueOf(e.getMessage()));
        }
    }

    private static Read checked(CatalogKey key, Read read) {
        boolean own = read.fold(
                listener -> key.equals(CatalogKey.of(listener.tenant(), listener.id())),
                variable -> key.equals(CatalogKey.ofVariable(variable.tenant(), variable.name())),
                secret -> key.equals(CatalogKey.ofSecret(secret.tenant(), secret.name())),
                reason -> true);
        return own ? read : new Read.Undecodable("the record holds another object than its key says");
    }

    private static Read listener(JsonNode json) {
        return ListenerJson.read(json.path("definition"), UnknownFields.IGNORED)
                .fold(
                        definition -> new Read.OfListener(new Listener(
                                tenant(json),
                                new ListenerId(text(json, "id")),
                                revision(json),
                                paused(json.path("paused")),
                                definition,
                                signingKeys(json))),
                        errors -> new Read.Undecodable("definition: " + errors));
    }

    private static SealedKeys signingKeys(JsonNode json) {
        EncryptedSecret secret = new EncryptedSecret(text(json, "signingSecret"));
        return new SealedKeys(
                new SealedKey(SealedKeysJson.scheme(json.path("signingScheme")), secret),
                SealedKeysJson.read(json.path("previousSigningSecrets")));
    }

    private static TenantId tenant(JsonNode json) {
        return new TenantId(text(json, "tenant"));
    }

    private static VariableName name(JsonNode json) {
        return new VariableName(text(json, "name"));
    }

    private static String text(JsonNode json, String field) {
        JsonNode value = json.path(field);
        return value.isTextual() ? value.textValue() : "";
    }

    private static long revision(JsonNode json) {
        JsonNode value = json.path("revision");
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
