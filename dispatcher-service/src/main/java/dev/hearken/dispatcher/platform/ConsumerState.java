package dev.hearken.dispatcher.platform;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * How a consumer fares: what its polling thread, its handlers and those who watch it tell one another. Thread-safe. It
 * measures by a clock that never jumps.
 */
final class ConsumerState {
    private final AtomicInteger recordsInFlight = new AtomicInteger();
    private final AtomicLong bytesInFlight = new AtomicLong();
    private final AtomicLong skipped = new AtomicLong();
    private volatile boolean started;
    private volatile boolean closing;
    private volatile @Nullable Throwable stopped;
    private volatile @Nullable String failure;
    private volatile long lastGoodPoll = System.nanoTime();

    void started() {
        lastGoodPoll = System.nanoTime();
        started = true;
    }

    /** Nothing more is to be taken. */
    void closing() {
        closing = true;
    }

    boolean isClosing() {
        return closing;
    }

    /** Whether records are to be taken. */
    boolean goesOn() {
        return !closing && stopped == null;
    }

    /** A bug: nothing more is taken, and nothing committed. */
    void stop(Throwable bug) {
        stopped = bug;
    }

    boolean isStopped() {
        return stopped != null;
    }

    void polled() {
        lastGoodPoll = System.nanoTime();
        failure = null;
    }

    /** Kafka refuses; it is tried again. */
    void failed(@Nullable String message) {
        failure = String.valueOf(message);
    }

    /** Nothing but the brokers is missing. */
    void waits() {
        lastGoodPoll = System.nanoTime();
    }

    Optional<String> failure() {
        Throwable bug = stopped;
        return bug == null ? Optional.ofNullable(failure) : Optional.of("stopped by " + bug);
    }

    boolean isDead(Duration stalledAfter) {
        return stopped != null || (started && !closing && System.nanoTime() - lastGoodPoll > stalledAfter.toNanos());
    }

    void taken(int bytes) {
        recordsInFlight.incrementAndGet();
        bytesInFlight.addAndGet(bytes);
    }

    void left(int bytes) {
        recordsInFlight.decrementAndGet();
        bytesInFlight.addAndGet(-bytes);
    }

    int recordsInFlight() {
        return recordsInFlight.get();
    }

    long bytesInFlight() {
        return bytesInFlight.get();
    }

    void skipped(long records) {
        skipped.addAndGet(records);
    }

    long skipped() {
        return skipped.get();
    }
}
