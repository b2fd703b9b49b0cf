package dev.hearken.registry.replay;

/** The replay cannot go on; the message says why, to whoever asked for it. */
final class ReplayImpossibleException extends RuntimeException {
    ReplayImpossibleException(String message) {
        super(message);
    }
}
