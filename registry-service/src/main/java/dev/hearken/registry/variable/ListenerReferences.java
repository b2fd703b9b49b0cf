package dev.hearken.registry.variable;

import dev.hearken.language.template.References;
import dev.hearken.model.TenantId;
import dev.hearken.model.catalog.CatalogKey.Kind;
import dev.hearken.model.listener.ListenerId;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Set;
import java.util.TreeSet;

/** Which listener names which variables and secrets. */
@Singleton
public class ListenerReferences {
    private final VariableRepository rows;

    ListenerReferences(VariableRepository rows) {
        this.rows = rows;
    }

    /** Those of the names that do not exist. The others cannot be removed before the caller's transaction ends. */
    @Transactional(TxType.MANDATORY)
    public References unknown(TenantId tenant, References references) {
        return new References(
                unknown(tenant, Kind.VARIABLE, references.variables()),
                unknown(tenant, Kind.SECRET, references.secrets()));
    }

    private Set<String> unknown(TenantId tenant, Kind kind, Set<String> names) {
        Set<String> unknown = new TreeSet<>(names);
        if (!names.isEmpty()) {
            rows.keep(tenant, kind, names).forEach(unknown::remove);
        }
        return unknown;
    }

    /** Notes what a listener names now, in the transaction that stores it. */
    @Transactional(TxType.MANDATORY)
    public void replace(TenantId tenant, ListenerId listener, References references) {
        rows.forgetReferences(listener);
        rows.addReferences(tenant, listener, Kind.VARIABLE, references.variables());
        rows.addReferences(tenant, listener, Kind.SECRET, references.secrets());
    }
}
