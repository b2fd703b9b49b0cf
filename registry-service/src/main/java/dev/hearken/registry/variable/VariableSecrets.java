package dev.hearken.registry.variable;

import dev.hearken.registry.outbox.Outbox;
import dev.hearken.registry.secret.StoredSecrets;
import dev.hearken.secret.EncryptedSecret;
import jakarta.inject.Singleton;
import java.util.List;

/** The secrets of tenants, for the rotation of keys. */
@Singleton
class VariableSecrets implements StoredSecrets {
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
