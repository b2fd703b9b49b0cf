package dev.hearken.registry.listener;

import dev.hearken.model.TenantId;
import dev.hearken.model.catalog.CatalogKey;
import dev.hearken.model.listener.ListenerId;
import dev.hearken.registry.outbox.Outbox;
import dev.hearken.registry.secret.StoredSecrets;
import dev.hearken.secret.EncryptedSecret;
import io.quarkus.panache.common.Page;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/**
 * The signing secrets, for the rotation of keys. A listener's revision grows with it, its definition stays. Those that
 * have been replaced and have ended are removed on the way.
 */
@Singleton
class ListenerSecrets implements StoredSecrets {
    private static final int SAMPLE = 20;

    private final ListenerRepository listeners;
    private final SigningSecrets secrets;
    private final Outbox outbox;
    private final Clock clock;

    ListenerSecrets(ListenerRepository listeners, SigningSecrets secrets, Outbox outbox, Clock clock) {
        this.listeners = listeners;
        this.secrets = secrets;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Override
    public List<EncryptedSecret> onePerKey() {
        return listeners.aSecretPerKey(clock.instant()).stream()
                .map(EncryptedSecret::new)
                .toList();
    }

    @Override
    public boolean opensSome() {
        List<ListenerEntity> some =
                listeners.findAll().page(Page.ofSize(SAMPLE)).list();
        return some.isEmpty() || some.stream().anyMatch(secrets::opens);
    }

    @Override
    public int encryptAnew(String primaryPrefix, int limit) {
        Instant now = clock.instant();
        List<ListenerEntity> found = listeners.secretsUnlike(primaryPrefix, now, limit);
        for (ListenerEntity row : found) {
            TenantId tenant = new TenantId(row.tenant);
            ListenerId id = new ListenerId(row.id);
            row.setSigningKeys(secrets.encryptAnew(tenant, id, row.signingKeys().at(now)));
            row.revision++;
            outbox.changed(CatalogKey.of(tenant, id), row.revision);
        }
        return found.size();
    }

    @Override
    public long countUnlike(String primaryPrefix) {
        return listeners.countSecretsUnlike(primaryPrefix, clock.instant());
    }
}
