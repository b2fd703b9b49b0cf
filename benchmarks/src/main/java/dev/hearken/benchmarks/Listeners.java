package dev.hearken.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hearken.dispatcher.catalog.ReadCatalog;
import dev.hearken.model.TenantId;
import dev.hearken.model.catalog.CatalogKey;
import dev.hearken.model.catalog.CatalogRecord;
import dev.hearken.model.listener.Listener;
import dev.hearken.model.listener.ListenerDefinition;
import dev.hearken.model.listener.ListenerId;
import dev.hearken.model.listener.ListenerJson;
import dev.hearken.model.listener.ListenerJson.UnknownFields;
import dev.hearken.rendering.CallbackSource;
import dev.hearken.secret.EncryptedSecret;
import dev.hearken.secret.KeyRing;
import dev.hearken.secret.SecretCipher;
import dev.hearken.signing.SigningKey;
import dev.hearken.signing.SigningKeys;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Makes catalogs of listeners. */
final class Listeners {
    /** Of the listener that {@link #source(String)} makes. */
    static final ListenerId ID = new ListenerId("01HZ0000000000000000000000");

    private static final SecretCipher CIPHER =
            new SecretCipher(KeyRing.parse(DeliveryCatalog.KEY_RING), new SecureRandom());
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TYPES = 10;
    private static final List<String> EVENTS = List.of(
            "task.succeeded",
            "task.failed",
            "task.started",
            "task.skipped",
            "task.cancelled",
            "execution.started",
            "execution.succeeded",
            "execution.failed",
            "execution.cancelled",
            "execution.*");

    private Listeners() {}

    /** A catalog that was read from {@link #records}. */
    static ReadCatalog spread(int listeners, int workflows) {
        return read(records(listeners, workflows));
    }

    /** A catalog that was read from these records. */
    static ReadCatalog read(Map<String, byte[]> records) {
        return ReadCatalog.of(CIPHER, records);
    }

    /**
     * The records, by their keys, of listeners spread evenly over workflows {@code workflow-0} to
     * {@code workflow-<n-1>}, each of one of ten event selections, so that an event meets a tenth of its workflow's.
     */
    static Map<String, byte[]> records(int listeners, int workflows) {
        Map<String, byte[]> records = new LinkedHashMap<>();
        for (int i = 0; i < listeners; i++) {
            Listener listener = listener(i, "workflow-" + (i % workflows), EVENTS.get((i / workflows) % TYPES));
            records.put(CatalogKey.of(listener.tenant(), listener.id()).toString(), CatalogRecord.write(listener));
        }
        return records;
    }

    private static Listener listener(int number, String workflow, String events) {
        ListenerId id = new ListenerId(String.format(Locale.ROOT, "01HZ%022d", number));
        ListenerDefinition definition = definition("""
                {"name": "listener %d", "selector": {"events": ["%s"], "workflows": ["%s"]},
                 "callback": {"type": "http", "url": "http://receiver-%d.example.com/hooks/%d"}}
                """.formatted(number, events, workflow, number, number));
        return new Listener(TenantId.DEFAULT, id, 1, false, definition, secret(id));
    }

    /** The encrypted signing secret of the default tenant's listener, all zeroes. */
    static EncryptedSecret secret(ListenerId id) {
        return CIPHER.encrypt(new byte[32], Listener.signingSecretPlace(TenantId.DEFAULT, id));
    }

    /** A listener with this callback and a secret to sign with. */
    static CallbackSource source(String callback) {
        ListenerDefinition definition = definition("""
                {"name": "rendered", "callback": %s}
                """.formatted(callback));
        Listener listener = new Listener(TenantId.DEFAULT, ID, 1, false, definition, secret(ID));
        return CallbackSource.of(listener, Optional.of(SigningKeys.of(SigningKey.of(new byte[32]))));
    }

    static ListenerDefinition definition(String json) {
        try {
            return ListenerJson.read(JSON.readTree(json), UnknownFields.REFUSED).fold(valid -> valid, errors -> {
                throw new IllegalStateException(errors.toString());
            });
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
