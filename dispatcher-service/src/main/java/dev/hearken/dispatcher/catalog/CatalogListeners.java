package dev.hearken.dispatcher.catalog;

import dev.hearken.model.catalog.CatalogKey;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * The listeners that are in force. A listener's revision is its own but where {@link #takeAny} says otherwise. Belongs
 * to the one thread that changes the catalog, except for {@link #outline}.
 */
final class CatalogListeners {
    private final Set<CatalogKey> ofAnotherReading = new HashSet<>();
    private final UnreadListeners unread;
    /** The snapshot's own, for as long as nothing has changed since. */
    private Map<CatalogKey, Candidate> inForce = new HashMap<>();

    private CatalogSnapshot.Listeners published = CatalogSnapshot.EMPTY.listeners();
    private boolean changed;

    /** @param reader reads a record whole, empty if it is unreadable */
    CatalogListeners(BiFunction<CatalogKey, byte[], Optional<CatalogEntry>> reader) {
        this.unread = new UnreadListeners(reader);
    }

    /** The outline of a listener, empty if it is to be read whole. Any thread. */
    Optional<UnreadListener> outline(CatalogKey key, byte[] value) {
        return unread.outline(key, value);
    }

    /** All that are in force. */
    Set<CatalogKey> keys() {
        return Collections.unmodifiableSet(inForce.keySet());
    }

    /** Takes the listener's next state whatever its revision. */
    void takeAny(CatalogKey key) {
        ofAnotherReading.add(key);
    }

    /** Takes a state, unless it is older than the one in force or that one again. */
    void put(CatalogEntry entry) {
        CatalogKey key = key(entry);
        boolean takesAny = ofAnotherReading.remove(key);
        Optional<CatalogEntry> before = Optional.ofNullable(inForce.get(key)).flatMap(Candidate::entry);
        if (takesAny || before.isEmpty() || before.get().revision() < entry.revision()) {
            replace(key, entry);
        }
    }

    /** Takes a state, unless it is older than the one in force; of the same revision that one may be unreadable. */
    void put(UnreadListener listener) {
        CatalogKey key = listener.key();
        boolean takesAny = ofAnotherReading.remove(key);
        Candidate before = inForce.get(key);
        if (takesAny || before == null || before.revision() <= listener.revision()) {
            listener.replaces(before);
            unread.add(listener);
            replace(key, listener);
        }
    }

    void remove(CatalogKey key) {
        ofAnotherReading.remove(key);
        if (inForce.containsKey(key)) {
            change().remove(key);
        }
    }

    /** Reads some more of those that are in force with their outline alone; to be called again and again. */
    void readOn() {
        unread.readOn().stream()
                .filter(listener -> inForce.get(listener.key()) == listener)
                .forEach(listener -> listener.entry()
                        .ifPresentOrElse(entry -> replace(key(entry), entry), () -> change().remove(listener.key())));
    }

    /**
     * What is in force now, for a snapshot; the same object as before if nothing has changed. From the first time on
     * every listener is read whole.
     */
    CatalogSnapshot.Listeners publish() {
        unread.close();
        if (changed) {
            published = new CatalogSnapshot.Listeners(inForce);
            changed = false;
        }
        return published;
    }

    private static CatalogKey key(CatalogEntry entry) {
        return CatalogKey.of(entry.listener().tenant(), entry.listener().id());
    }

    private void replace(CatalogKey key, Candidate candidate) {
        Map<CatalogKey, Candidate> listeners = change();
        // Removed first, since a map keeps the key that it has: the id in an entry's is the listener's own.
        listeners.remove(key);
        listeners.put(key, candidate);
    }

    /** The listeners, to be changed: no longer those of the snapshot. */
    private Map<CatalogKey, Candidate> change() {
        if (!changed) {
            inForce = new HashMap<>(inForce);
            changed = true;
        }
        return inForce;
    }
}
