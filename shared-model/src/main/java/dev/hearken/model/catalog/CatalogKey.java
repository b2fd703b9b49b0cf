package dev.hearken.model.catalog;

import dev.hearken.model.TenantId;
import dev.hearken.model.listener.ListenerId;
import java.util.Optional;

/** The key of a catalog record, literal form {@code <tenant>/listener/<id>}. */
public record CatalogKey(TenantId tenant, ListenerId listener) {
    private static final String KIND = "listener";

    /**
     * Reads the literal form; empty if the text has another, such as the key of a kind that this version does not know.
     */
    public static Optional<CatalogKey> parse(String text) {
        String[] parts = text.split("/", -1);
        return parts.length == 3 && TenantId.isValid(parts[0]) && parts[1].equals(KIND) && ListenerId.isValid(parts[2])
                ? Optional.of(new CatalogKey(new TenantId(parts[0]), new ListenerId(parts[2])))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return tenant + "/" + KIND + "/" + listener;
    }
}
