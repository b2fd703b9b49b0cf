package dev.hearken.model.catalog;

import dev.hearken.model.TenantId;
import dev.hearken.model.listener.ListenerId;
import java.util.Arrays;
import java.util.Optional;

/**
 * The key of a catalog record, literal form {@code <tenant>/<kind>/<id>}.
 *
 * @param tenant whose object it is
 * @param kind what it is
 * @param id a {@link ListenerId} or a {@link VariableName}, as the kind wants it
 */
public record CatalogKey(TenantId tenant, Kind kind, String id) {
    /** Kinds of objects. */
    public enum Kind {
        LISTENER("listener"),
        VARIABLE("variable"),
        SECRET("secret");

        private final String wireName;

        Kind(String wireName) {
            this.wireName = wireName;
        }

        /** The literal form. */
        public String wireName() {
            return wireName;
        }

        private boolean takes(String id) {
            return this == LISTENER ? ListenerId.isValid(id) : VariableName.isValid(id);
        }
    }

    /** The key of a listener. */
    public static CatalogKey of(TenantId tenant, ListenerId listener) {
        return new CatalogKey(tenant, Kind.LISTENER, listener.value());
    }

    /** The key of a variable. */
    public static CatalogKey ofVariable(TenantId tenant, VariableName name) {
        return new CatalogKey(tenant, Kind.VARIABLE, name.value());
    }

    /** The key of a secret. */
    public static CatalogKey ofSecret(TenantId tenant, VariableName name) {
        return new CatalogKey(tenant, Kind.SECRET, name.value());
    }

    /**
     * Reads the literal form; empty if the text has another, such as the key of a kind that this version does not know.
     */
    public static Optional<CatalogKey> parse(String text) {
        String[] parts = text.split("/", -1);
        return parts.length == 3 && TenantId.isValid(parts[0])
                ? Arrays.stream(Kind.values())
                        .filter(kind -> kind.wireName.equals(parts[1]) && kind.takes(parts[2]))
                        .findFirst()
                        .map(kind -> new CatalogKey(new TenantId(parts[0]), kind, parts[2]))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return tenant + "/" + kind.wireName + "/" + id;
    }
}
