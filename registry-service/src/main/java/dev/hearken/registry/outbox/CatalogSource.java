package dev.hearken.registry.outbox;

import dev.hearken.model.catalog.CatalogKey;
import dev.hearken.model.catalog.CatalogKey.Kind;
import java.util.Optional;
import java.util.Set;

/** The feature that owns kinds of objects tells the relay what there is to publish. */
public interface CatalogSource {
    /** Which kinds. */
    Set<Kind> kinds();

    /** The object as it is now; empty if it is gone. Called in a transaction. */
    Optional<Current> current(CatalogKey key);

    /**
     * Raises the revision of an object above one that the topic shows, so that readers take the database's state for
     * the newer one. Called in a transaction; does nothing if the object is gone.
     */
    void raiseRevision(CatalogKey key, long above);

    /**
     * An object to publish.
     *
     * @param revision its revision
     * @param value the value of its catalog record
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Current(long revision, byte[] value) {}
}
