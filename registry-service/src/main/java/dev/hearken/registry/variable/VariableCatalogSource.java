package dev.hearken.registry.variable;

import dev.hearken.model.catalog.CatalogKey;
import dev.hearken.model.catalog.CatalogKey.Kind;
import dev.hearken.model.catalog.CatalogRecord;
import dev.hearken.model.catalog.Secret;
import dev.hearken.model.catalog.Variable;
import dev.hearken.registry.outbox.CatalogSource;
import dev.hearken.registry.outbox.Outbox;
import dev.hearken.secret.EncryptedSecret;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;

/** Variables and secrets as catalog records. */
@Singleton
class VariableCatalogSource implements CatalogSource {
    private final VariableRepository rows;
    private final SecretValues secrets;
    private final Outbox outbox;

    VariableCatalogSource(VariableRepository rows, SecretValues secrets, Outbox outbox) {
        this.rows = rows;
        this.secrets = secrets;
        this.outbox = outbox;
    }

    @Override
    public Set<Kind> kinds() {
        return Set.of(Kind.VARIABLE, Kind.SECRET);
    }

    @Override
    public Optional<Current> current(CatalogKey key) {
        return rows.find(key).map(row -> new Current(row.revision, record(row)));
    }

    private static byte[] record(VariableEntity row) {
        return row.isSecret()
                ? CatalogRecord.write(
                        new Secret(row.tenantId(), row.variableName(), row.revision, new EncryptedSecret(row.value)))
                : CatalogRecord.write(new Variable(row.tenantId(), row.variableName(), row.revision, row.value));
    }

    @Override
    public void raiseRevision(CatalogKey key, long above) {
        rows.lock(key).ifPresent(row -> {
            String value = row.isSecret() ? secrets.decrypt(row) : row.value;
            row.revision = rows.nextRevision(Math.max(row.revision, above));
            row.value = row.isSecret() ? secrets.encrypt(row, value) : value;
            outbox.changed(key, row.revision);
        });
    }
}
