package dev.hearken.dispatcher.transport.http;

import dev.hearken.dispatcher.transport.Timings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Takes the times of one attempt as it goes on. */
final class Stopwatch {
    private final long started = System.nanoTime();
    private long last = started;
    private @Nullable Duration resolve;
    private @Nullable Duration connect;
    private @Nullable Duration firstByte;

    void resolved() {
        resolve = lap();
    }

    void connected(boolean byThisAttempt) {
        Duration lap = lap();
        connect = byThisAttempt ? lap : null;
    }

    void answered() {
        firstByte = lap();
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - started);
    }

    Timings timings() {
        return new Timings(resolve, connect, firstByte, elapsed());
    }

    private Duration lap() {
        long now = System.nanoTime();
        Duration lap = Duration.ofNanos(now - last);
        last = now;
        return lap;
    }
}
