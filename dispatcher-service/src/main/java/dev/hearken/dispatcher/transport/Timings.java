package dev.hearken.dispatcher.transport;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where the time of an attempt went, as far as it came.
 *
 * @param resolve from the start until the addresses were known and judged; absent if they never were
 * @param connect from then until the connection stood, TLS included; absent if it never did or an open one was used
 * @param firstByte from handing over the request to the head of the response; absent if none came
 * @param total from the start to the result
 */
public record Timings(
        @Nullable Duration resolve,
        @Nullable Duration connect,
        @Nullable Duration firstByte,
        Duration total) {
    /** Of an attempt that did not begin. */
    public static final Timings NONE = new Timings(null, null, null, Duration.ZERO);
}
