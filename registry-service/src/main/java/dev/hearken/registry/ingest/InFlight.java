package dev.hearken.registry.ingest;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Counts what is not confirmed yet, and turns away what would be too much. */
@Singleton
final class InFlight {
    private final int maxRequests;
    private final long maxBytes;
    private int requests;
    private long bytes;

    @Inject
    InFlight(IngestConfig config) {
        this(config.maxRequests(), config.maxBytes().asLongValue());
    }

    InFlight(int maxRequests, long maxBytes) {
        this.maxRequests = maxRequests;
        this.maxBytes = maxBytes;
    }

    /** Room for one request; to be given back once. */
    final class Room {
        private final long taken;

        private Room(long taken) {
            this.taken = taken;
        }

        void close() {
            release(taken);
        }
    }

    /** Room for a request of up to this many bytes; empty if there is none. */
    synchronized Optional<Room> enter(long size) {
        if (requests >= maxRequests || bytes + size > maxBytes) {
            return Optional.empty();
        }
        requests++;
        bytes += size;
        return Optional.of(new Room(size));
    }

    private synchronized void release(long size) {
        requests--;
        bytes -= size;
    }
}
