package dev.hearken.dispatcher.catalog;

import dev.hearken.model.catalog.CatalogKey;
import dev.hearken.model.catalog.ListenerOutline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;

/**
 * Lets an instance take events before it has read its listeners whole: of what the catalog topic holds at the start
 * only the outlines are read, as far as there is room for the records. The rest follows little by little.
 */
final class UnreadListeners {
    /** Beside the listeners themselves there is room for so much of their records. */
    private static final long MOST_BYTES = 12 * 1024 * 1024;

    /** So many at once hold up neither the catalog's changes nor, on few processors, the deliveries. */
    private static final int READ_AT_ONCE = 250;

    private final BiFunction<CatalogKey, byte[], Optional<CatalogEntry>> reader;
    private final AtomicLong bytes = new AtomicLong();
    private final List<UnreadListener> listeners = new ArrayList<>();
    private int read;
    private volatile boolean closed;

    UnreadListeners(BiFunction<CatalogKey, byte[], Optional<CatalogEntry>> reader) {
        this.reader = reader;
    }

    /** The outline of a listener, empty if it is to be read whole. Any thread. */
    Optional<UnreadListener> outline(CatalogKey key, byte[] value) {
        if (closed || bytes.get() > MOST_BYTES) {
            return Optional.empty();
        }
        bytes.addAndGet(value.length);
        return ListenerOutline.read(value)
                .map(outline -> new UnreadListener(key, outline, value, record -> reader.apply(key, record)));
    }

    /** From now on every listener is read whole. */
    void close() {
        closed = true;
    }

    /** One more that is in force. What it takes to read a listener whole is loaded while the others are outlined. */
    void add(UnreadListener listener) {
        if (listeners.isEmpty()) {
            ForkJoinPool.commonPool().execute(listener::entry);
        }
        listeners.add(listener);
    }

    /** Reads some more; all of them when the last has been read, none before and after. */
    List<UnreadListener> readOn() {
        int end = Math.min(listeners.size(), read + READ_AT_ONCE);
        listeners.subList(read, end).forEach(UnreadListener::entry);
        read = end;
        if (read < listeners.size()) {
            return List.of();
        }
        List<UnreadListener> all = List.copyOf(listeners);
        listeners.clear();
        read = 0;
        return all;
    }
}
