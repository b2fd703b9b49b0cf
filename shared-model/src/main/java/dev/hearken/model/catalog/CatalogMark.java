package dev.hearken.model.catalog;

import java.nio.charset.StandardCharsets;

/**
 * The record of the catalog topic that says: everything that the database has was written here before me. A topic
 * without it was never published completely, or was emptied or made anew since; what such a topic does not show may
 * well exist.
 */
public final class CatalogMark {
    /** Its key. It is none of an object: whoever does not know it passes it by. */
    public static final String KEY = "hearken/catalog/complete";

    private CatalogMark() {}

    /** Its value. */
    public static byte[] value() {
        return "{\"complete\":true}".getBytes(StandardCharsets.UTF_8);
    }
}
