package dev.hearken.registry.replay;

/** Kafka is away: the replay goes on where it was when it is back. */
final class ReplayUnavailableException extends RuntimeException {
    ReplayUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
