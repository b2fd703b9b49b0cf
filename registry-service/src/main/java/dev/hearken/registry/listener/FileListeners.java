package dev.hearken.registry.listener;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearken.model.TenantId;
import dev.hearken.model.listener.ListenerDefinition;
import dev.hearken.model.listener.ListenerId;
import dev.hearken.model.listener.ListenerJson;
import dev.hearken.registry.problem.ProblemException;
import dev.hearken.registry.problem.ProblemType;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Listeners that files define: their definition changes with the file and not by the API. */
@Singleton
public class FileListeners {
    private final ListenerService service;
    private final ListenerRepository rows;
    private final ListenerRequest requests;

    FileListeners(ListenerService service, ListenerRepository rows, ListenerRequest requests) {
        this.service = service;
        this.rows = rows;
        this.requests = requests;
    }

    /** A listener that some file has defined. */
    public record Known(TenantId tenant, String key, ListenerId id) {}

    /**
     * Creates the listener of this key, or gives it another definition if the file says something else than when it was
     * last put. What Hearken did to it meanwhile, such as disabling it, stays as long as the file does.
     *
     * @throws ProblemException {@link ProblemType#INVALID_LISTENER} with every fault,
     *     {@link ProblemType#QUOTA_EXCEEDED}
     */
    @Transactional(TxType.MANDATORY)
    public void put(TenantId tenant, String key, JsonNode json, String createdBy) {
        ListenerDefinition definition = requests.create(json);
        FileOrigin origin = new FileOrigin(key, digest(definition));
        rows.lockFileKey(tenant, key);
        Optional<ListenerEntity> found = rows.lockByFileKey(tenant, key);
        if (found.isEmpty()) {
            ListenerId created =
                    service.create(tenant, definition, createdBy).listener().id();
            rows.lock(tenant, created).ifPresent(row -> row.setOrigin(origin));
        } else if (!origin.digest().equals(found.get().fileDigest)) {
            service.redefine(found.get(), definition);
            found.get().setOrigin(origin);
        }
    }

    /** All of them, of every tenant; for the registry's own work. */
    @Transactional(TxType.MANDATORY)
    public List<Known> known() {
        return rows.fromFiles().stream()
                .map(row -> new Known(new TenantId(row.tenant), row.fileKey(), new ListenerId(row.id)))
                .toList();
    }

    /** Removes a listener whose file does not define it any more. */
    @Transactional(TxType.MANDATORY)
    public void remove(Known listener) {
        rows.lockByFileKey(listener.tenant(), listener.key()).ifPresent(row -> service.delete(row));
    }

    private static String digest(ListenerDefinition definition) {
        try {
            byte[] text = ListenerJson.write(definition).toString().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
