package dev.hearken.benchmarks.delivery.receiver;

import java.time.Duration;

/**
 * How an endpoint answers. Every answer is a 204 but for those that are refused with 503.
 *
 * @param delay between a request and its answer
 * @param refusesEach the events whose number is a multiple of it are refused once each; 0 for none
 */
public record Behaviour(Duration delay, int refusesEach) {
    /** At once. */
    public static final Behaviour ANSWERS = new Behaviour(Duration.ZERO, 0);

    /** After that long. */
    public static Behaviour hangs(Duration delay) {
        return new Behaviour(delay, 0);
    }

    /** At once, but not at the first try of each so many events. */
    public static Behaviour refusesOnce(int each) {
        return new Behaviour(Duration.ZERO, each);
    }

    /** Whether its answers can be waited for. */
    public boolean isPrompt() {
        return delay.isZero();
    }

    /** {@code <delay in milliseconds>/<each>}. */
    String toArgument() {
        return delay.toMillis() + "/" + refusesEach;
    }

    /** Reads {@link #toArgument}. */
    static Behaviour parse(String argument) {
        int slash = argument.indexOf('/');
        return new Behaviour(
                Duration.ofMillis(Long.parseLong(argument.substring(0, slash))),
                Integer.parseInt(argument.substring(slash + 1)));
    }
}
