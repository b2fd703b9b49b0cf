package dev.hearken.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hearken.dispatcher.catalog.CatalogEntry;
import dev.hearken.model.TenantId;
import dev.hearken.model.listener.Listener;
import dev.hearken.model.listener.ListenerDefinition;
import dev.hearken.model.listener.ListenerId;
import dev.hearken.model.listener.ListenerJson;
import dev.hearken.model.listener.ListenerJson.UnknownFields;
import dev.hearken.rendering.CallbackSource;
import dev.hearken.secret.EncryptedSecret;
import dev.hearken.signing.SigningKey;
import dev.hearken.signing.SigningKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Makes catalogs of listeners. */
final class Listeners {
    /** Of the listener that {@link #source(String)} makes. */
    static final ListenerId ID = new ListenerId("01HZ0000000000000000000000");

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

    /**
     * Listeners spread evenly over workflows {@code workflow-0} to {@code workflow-<n-1>}, each of one of ten event
     * selections, so that an event meets a tenth of its workflow's.
     */
    static List<CatalogEntry> spread(int listeners, int workflows) {
        List<CatalogEntry> entries = new ArrayList<>(listeners);
        for (int i = 0; i < listeners; i++) {
            entries.add(entry(i, "workflow-" + (i % workflows), EVENTS.get((i / workflows) % TYPES)));
        }
        return entries;
    }

    private static CatalogEntry entry(int number, String workflow, String events) {
        String id = String.format(Locale.ROOT, "01HZ%022d", number);
        ListenerDefinition definition = definition("""
                {"name": "listener %d", "selector": {"events": ["%s"], "workflows": ["%s"]},
                 "callback": {"type": "http", "url": "http://receiver-%d.example.com/hooks/%d"}}
                """.formatted(number, events, workflow, number, number));
        Listener listener = new Listener(
                TenantId.DEFAULT,
                new ListenerId(id),
                1,
                false,
                definition,
                new EncryptedSecret("v1:k:" + "A".repeat(80)));
        return CatalogEntry.of(listener, Optional.of(SigningKeys.of(SigningKey.of(new byte[32]))));
    }

    /** A listener with this callback and a secret to sign with. */
    static CallbackSource source(String callback) {
        ListenerDefinition definition = definition("""
                {"name": "rendered", "callback": %s}
                """.formatted(callback));
        Listener listener =
                new Listener(TenantId.DEFAULT, ID, 1, false, definition, new EncryptedSecret("v1:k:" + "A".repeat(80)));
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
