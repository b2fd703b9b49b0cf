package dev.hearken.dispatcher.catalog;

import dev.hearken.dispatcher.catalog.CatalogSnapshot.Listeners;
import dev.hearken.secret.SecretCipher;
import java.util.Map;

/**
 * A catalog that was read from records, as from the topic. In the package of what it uses, which is nobody else's
 * business, as a test would be.
 */
public final class ReadCatalog {
    private final Catalog catalog;

    private ReadCatalog(Catalog catalog) {
        this.catalog = catalog;
    }

    /** Reads the records, each from its own bytes. */
    public static ReadCatalog of(SecretCipher cipher, Map<String, byte[]> records) {
        Catalog catalog = new Catalog(cipher);
        // After the first publication each record is read whole.
        catalog.publish();
        records.forEach(catalog::apply);
        catalog.publish();
        return new ReadCatalog(catalog);
    }

    /** All listeners. */
    public Listeners listeners() {
        return catalog.current().listeners();
    }
}
