package dev.hearken.dispatcher.platform;

import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.RetriableException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Which topics take no records at the moment, and whether that is their own fault. A producer says the same of a topic
 * that is missing and of brokers that are away, so where it says that it may pass, the brokers are asked.
 *
 * <pre>
 *   a write fails ─┬─ for good: forbidden, too large … ─────────▶ the topic's fault
 *                  └─ may pass ─▶ brokers ─┬─ "no such topic" ──▶ the topic's fault
 *                                          └─ it is there, or no answer ─▶ nobody's; a restart would not help
 * </pre>
 *
 * Thread-safe.
 */
@Singleton
public class WriteFaults {
    private static final Logger LOG = Logger.getLogger(WriteFaults.class);

    private final InstantSource time;
    private final Predicate<String> isMissing;
    private final Executor questions;
    private final ConcurrentMap<String, Fault> faults = new ConcurrentHashMap<>();
    private final Set<String> asked = ConcurrentHashMap.newKeySet();

    /**
     * A topic that takes no records.
     *
     * @param atFaultSince since when that is its own fault; null while it is not
     */
    private record Fault(String message, @Nullable Instant atFaultSince) {
        private Fault judged(boolean isAtFault, Instant now) {
            return new Fault(message, isAtFault ? earlier(now) : null);
        }

        private Instant earlier(Instant now) {
            return atFaultSince == null ? now : atFaultSince;
        }
    }

    @Inject
    WriteFaults(InstantSource time, TopicVerifier topics) {
        this(time, topics::isMissing, Infrastructure.getDefaultWorkerPool());
    }

    /**
     * Knows of no fault.
     *
     * @param isMissing asks the brokers whether they have not got a topic; may take its time; false without an answer
     * @param questions where they are asked, one question for a topic at a time
     */
    WriteFaults(InstantSource time, Predicate<String> isMissing, Executor questions) {
        this.time = time;
        this.isMissing = isMissing;
        this.questions = questions;
    }

    /** A record was not taken. */
    void failed(String topic, Throwable failure) {
        Throwable cause = cause(failure);
        if (faults.putIfAbsent(topic, new Fault(topic + ": " + cause.getMessage(), null)) == null) {
            LOG.warnf(
                    "cannot write to %s, trying until it works; nothing that depends on it is committed meanwhile: %s",
                    topic, cause.getMessage());
        }
        if (!(cause instanceof RetriableException)) {
            judge(topic, true);
        } else if (asked.add(topic)) {
            questions.execute(() -> ask(topic));
        }
    }

    /** What may pass stands behind a failure that says only that it was tried often enough. */
    private static Throwable cause(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .filter(RetriableException.class::isInstance)
                .findFirst()
                .orElse(failure);
    }

    private void ask(String topic) {
        try {
            judge(topic, isMissing.test(topic));
        } finally {
            asked.remove(topic);
        }
    }

    private void judge(String topic, boolean isAtFault) {
        faults.computeIfPresent(topic, (name, fault) -> fault.judged(isAtFault, time.instant()));
    }

    /** A record was taken. */
    void worked(String topic) {
        if (!faults.isEmpty()) {
            faults.remove(topic);
        }
    }

    /** Whether the topic has not taken the last record. */
    boolean isFailing(String topic) {
        return faults.containsKey(topic);
    }

    /** Why records cannot be written at the moment, empty while they can. */
    public Optional<String> first() {
        return faults.values().stream().map(Fault::message).findFirst();
    }

    /** Whether a topic has been at fault for longer than this. */
    public boolean isAnyAtFaultLongerThan(Duration duration) {
        Instant latest = time.instant().minus(duration);
        return faults.values().stream()
                .map(Fault::atFaultSince)
                .anyMatch(since -> since != null && since.isBefore(latest));
    }
}
