package dev.hearken.registry.outbox;

import org.jspecify.annotations.Nullable;

/** Kafka, or the lock in PostgreSQL, is not to be had at the moment; the relay starts over. */
final class CatalogUnavailableException extends RuntimeException {
    CatalogUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
