package dev.hearken.registry.listener;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.model.TenantId;
import dev.hearken.model.listener.Listener;
import dev.hearken.model.listener.ListenerDefinition;
import dev.hearken.model.listener.ListenerId;
import dev.hearken.model.listener.ListenerJson;
import dev.hearken.model.listener.ListenerJson.UnknownFields;
import dev.hearken.model.listener.SealedKey;
import dev.hearken.model.listener.SealedKeys;
import dev.hearken.model.listener.SealedKeysJson;
import dev.hearken.registry.platform.StrictJson;
import dev.hearken.secret.EncryptedSecret;
import dev.hearken.signing.SignatureScheme;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNullElse;

/** A row of {@code listener}. */
@Entity
@Table(name = "listener")
class ListenerEntity {
    /** Field of {@link #toAuditJson}. */
    static final String PAUSED = "paused";

    @Id
    String id;

    String tenant;
    long revision;
    boolean paused;

    @Column(name = "name_folded")
    String nameFolded;

    /** JSON text, in the order in which {@link ListenerJson} wrote it. */
    @ColumnTransformer(write = "cast(? as json)")
    String definition;

    @Column(name = "signing_secret")
    String signingSecret;

    @Column(name = "signing_scheme")
    String signingScheme;

    /** JSON text, see {@link SealedKeysJson}. */
    @Column(name = "previous_signing_secrets")
    @ColumnTransformer(write = "cast(? as json)")
    String previousSigningSecrets;

    /** When the current secret was shown; absent if it was not yet. */
    @Nullable
    @Column(name = "secret_revealed_at")
    Instant secretRevealedAt;

    @Column(name = "state_since")
    Instant stateSince;

    @Nullable
    @Column(name = "seen_health")
    String seenHealth;

    @Nullable
    @Column(name = "seen_reason")
    String seenReason;

    @Nullable
    @Column(name = "seen_since")
    Instant seenSince;

    @Nullable
    @Column(name = "condition_error")
    String conditionError;

    @Nullable
    @Column(name = "condition_error_at")
    Instant conditionErrorAt;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "updated_at")
    Instant updatedAt;

    @Column(name = "created_by")
    String createdBy;

    /** What the file calls it that defines it; absent if none does. */
    @Nullable
    @Column(name = "file_key")
    String fileKey;

    @Nullable
    @Column(name = "file_digest")
    String fileDigest;

    @SuppressWarnings("NullAway.Init")
    ListenerEntity() {}

    boolean isFromFile() {
        return fileKey != null;
    }

    /** @throws IllegalStateException if no file defines it */
    String fileKey() {
        return Optional.ofNullable(fileKey).orElseThrow(() -> new IllegalStateException("no file defines " + id));
    }

    void setOrigin(FileOrigin origin) {
        fileKey = origin.key();
        fileDigest = origin.digest();
    }

    /** Whether Hearken disabled it, and not its owner. */
    boolean isDisabledByHearken() {
        return Health.DISABLED.wireName().equals(seenHealth);
    }

    /** The form in which names are searched. */
    static String fold(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** Whether the row holds exactly this definition, the order of a body's fields included. */
    boolean holds(ListenerDefinition value) {
        return definition.equals(ListenerJson.write(value).toString());
    }

    void setDefinition(ListenerDefinition value) {
        definition = ListenerJson.write(value).toString();
        nameFolded = fold(value.name());
    }

    /**
     * The row as a value.
     *
     * @throws IllegalStateException if the definition cannot be read: another program wrote it
     */
    RegisteredListener toListener() {
        Listener listener = new Listener(
                new TenantId(tenant), new ListenerId(id), revision, paused, readDefinition(), signingKeys());
        return new RegisteredListener(
                listener, stateSince, seen(), conditionError(), createdAt, updatedAt, createdBy, isFromFile());
    }

    /**
     * What the audit keeps of it: the definition and whether it is paused. A definition that cannot be read is left
     * out.
     */
    ObjectNode toAuditJson() {
        ObjectNode json = StrictJson.read(definition.getBytes(StandardCharsets.UTF_8))
                .fold(
                        value -> value.isObject() ? (ObjectNode) value : JsonNodeFactory.instance.objectNode(),
                        malformed -> JsonNodeFactory.instance.objectNode());
        return json.put(PAUSED, paused);
    }

    /**
     * All signing keys.
     *
     * @throws IllegalStateException if they cannot be read: another program wrote them
     */
    SealedKeys signingKeys() {
        SignatureScheme scheme =
                SignatureScheme.parse(signingScheme).orElseThrow(() -> refused("signing scheme", signingScheme));
        return new SealedKeys(
                new SealedKey(scheme, new EncryptedSecret(signingSecret)),
                StrictJson.read(previousSigningSecrets.getBytes(StandardCharsets.UTF_8))
                        .fold(SealedKeysJson::read, malformed -> {
                            throw refused("previous signing secrets", malformed.reason());
                        }));
    }

    void setSigningKeys(SealedKeys keys) {
        signingScheme = keys.current().scheme().wireName();
        signingSecret = keys.current().secret().value();
        previousSigningSecrets = SealedKeysJson.write(keys.previous()).toString();
    }

    private Optional<Sighting> seen() {
        return Optional.ofNullable(seenHealth)
                .flatMap(Health::parse)
                .map(health -> new Sighting(
                        health, requireNonNullElse(seenReason, ""), requireNonNullElse(seenSince, stateSince)));
    }

    /** Notes what the dispatchers see; empty once it is well. */
    void setSeen(Optional<Sighting> sighting) {
        seenHealth = sighting.map(seen -> seen.health().wireName()).orElse(null);
        seenReason = sighting.map(Sighting::reason).orElse(null);
        seenSince = sighting.map(Sighting::since).orElse(null);
    }

    private Optional<ConditionError> conditionError() {
        return Optional.ofNullable(conditionError)
                .map(detail -> new ConditionError(detail, requireNonNullElse(conditionErrorAt, stateSince)));
    }

    /** Notes why the condition could not be judged; empty once there is another condition. */
    void setConditionError(Optional<ConditionError> error) {
        conditionError = error.map(ConditionError::detail).orElse(null);
        conditionErrorAt = error.map(ConditionError::at).orElse(null);
    }

    private ListenerDefinition readDefinition() {
        return StrictJson.read(definition.getBytes(StandardCharsets.UTF_8))
                .fold(
                        json -> ListenerJson.read(json, UnknownFields.IGNORED)
                                .fold(Function.identity(), errors -> refuse(errors.toString())),
                        malformed -> refuse(malformed.reason()));
    }

    private ListenerDefinition refuse(String reason) {
        throw refused("definition", reason);
    }

    private IllegalStateException refused(String what, String reason) {
        return new IllegalStateException("the stored " + what + " of listener " + id + " is not valid: " + reason);
    }
}
