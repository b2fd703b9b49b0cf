package dev.hearken.dispatcher.transport;

import java.util.Optional;

/**
 * What is kept of a response beside its status.
 *
 * @param retryAfter the header {@code Retry-After} as it came, at most 64 characters; empty if absent or longer
 * @param date the header {@code Date} as it came, at most 64 characters; empty if absent or longer
 * @param excerpt the beginning of the body if it is text, with {@code U+FFFD} for control characters; else empty. Whose
 *     secrets may be in it, nobody knows: never logged
 */
public record Reply(Optional<String> retryAfter, Optional<String> date, String excerpt) {
    /** Nothing is kept. */
    public static final Reply NONE = new Reply(Optional.empty(), Optional.empty(), "");
}
