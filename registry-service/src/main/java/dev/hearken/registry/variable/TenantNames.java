package dev.hearken.registry.variable;

import dev.hearken.model.TenantId;
import dev.hearken.model.catalog.CatalogKey.Kind;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What a tenant has, as other features may see it: never a secret's value. */
@Singleton
public class TenantNames {
    private final VariableRepository rows;

    TenantNames(VariableRepository rows) {
        this.rows = rows;
    }

    /** Its variables by their names. */
    @Transactional
    public Map<String, String> variables(TenantId tenant) {
        return rows.all(tenant, Kind.VARIABLE).stream()
                .collect(Collectors.toUnmodifiableMap(row -> row.name, row -> row.value));
    }

    /** The names of its secrets. */
    @Transactional
    public Set<String> secrets(TenantId tenant) {
        return rows.all(tenant, Kind.SECRET).stream().map(row -> row.name).collect(Collectors.toUnmodifiableSet());
    }
}
