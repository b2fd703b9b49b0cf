package dev.hearken.dispatcher.platform;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jboss.logging.Logger;

/** Which topics do not take what must be written, and since when. Says so once for each. Thread-safe. */
@Singleton
public class WriteFailures {
    private static final Logger LOG = Logger.getLogger(WriteFailures.class);

    private final ConcurrentMap<String, Failure> failing = new ConcurrentHashMap<>();
    private final InstantSource time;

    private record Failure(String message, Instant since) {}

    WriteFailures(InstantSource time) {
        this.time = time;
    }

    /** The topic has refused a record. */
    void failed(String topic, Throwable cause) {
        Failure first = new Failure(topic + ": " + cause.getMessage(), time.instant());
        if (failing.putIfAbsent(topic, first) == null) {
            LOG.warnf(
                    "cannot write to %s, trying until it works; nothing that depends on it is committed meanwhile: %s",
                    topic, cause.getMessage());
        }
    }

    /** The topic has taken a record. */
    void worked(String topic) {
        if (!failing.isEmpty()) {
            failing.remove(topic);
        }
    }

    /** Whether the topic has refused the last record. */
    boolean isFailing(String topic) {
        return failing.containsKey(topic);
    }

    /** Why records cannot be written at the moment, empty while they can. */
    public Optional<String> message() {
        return failing.values().stream().map(Failure::message).findFirst();
    }

    /** Whether writing to any topic has failed for longer than this. */
    public boolean lastLongerThan(Duration duration) {
        Instant latest = time.instant().minus(duration);
        return failing.values().stream().anyMatch(failure -> failure.since().isBefore(latest));
    }
}
