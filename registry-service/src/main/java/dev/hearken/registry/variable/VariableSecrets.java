package dev.hearken.registry.variable;

import dev.hearken.model.catalog.CatalogKey.Kind;
import dev.hearken.registry.outbox.Outbox;
import dev.hearken.registry.secret.StoredSecrets;
import dev.hearken.secret.EncryptedSecret;
import io.quarkus.panache.common.Page;
import jakarta.inject.Singleton;
import java.util.List;

/** The secrets of tenants, for the rotation of keys. */
@Singleton
class VariableSecrets implements StoredSecrets {
    private static final int SAMPLE = 20;

    private final VariableRepository rows;
    private final SecretValues secrets;
    private final Outbox outbox;

    VariableSecrets(VariableRepository rows, SecretValues secrets, Outbox outbox) {
        this.rows = rows;
        this.secrets = secrets;
        this.outbox = outbox;
    }

    @Override
    public List<EncryptedSecret> onePerKey() {
        return rows.aSecretPerKey().stream().map(EncryptedSecret::new).toList();
    }

    @Override
    public boolean opensSome() {
        List<VariableEntity> some = rows.find("kind = ?1", Kind.SECRET.wireName())
                .page(Page.ofSize(SAMPLE))
                .list();
        return some.isEmpty() || some.stream().anyMatch(secrets::opens);
    }

    @Override
    public int encryptAnew(String primaryPrefix, int limit) {
        List<VariableEntity> found = rows.secretsUnlike(primaryPrefix, limit);
        for (VariableEntity row : found) {
            String value = secrets.decrypt(row);
            row.revision = rows.nextRevision();
            row.value = secrets.encrypt(row, value);
            outbox.changed(row.catalogKey(), row.revision);
        }
        return found.size();
    }

    @Override
    public long countUnlike(String primaryPrefix) {
        return rows.countSecretsUnlike(primaryPrefix);
    }
}
