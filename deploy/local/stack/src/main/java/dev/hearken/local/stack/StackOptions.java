package dev.hearken.local.stack;

/**
 * How {@code up} and {@code demo} run the stack.
 *
 * @param ephemeral data in a temporary directory that is removed at the end
 * @param portOffset added to every port, 0 to {@value #MAX_PORT_OFFSET}
 * @param dispatchers how many, 1 to {@value #MAX_DISPATCHERS}
 */
record StackOptions(boolean ephemeral, int portOffset, int dispatchers) {
    /** 9001 and the following are the dispatchers' ports, 9092 is Kafka's. */
    static final int MAX_DISPATCHERS = 64;

    /** 9092 is the largest port that moves. */
    static final int MAX_PORT_OFFSET = 65_535 - 9092;

    static final StackOptions DEFAULT = new StackOptions(false, 0, 1);
}
