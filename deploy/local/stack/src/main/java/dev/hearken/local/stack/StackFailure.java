package dev.hearken.local.stack;

/** The stack cannot run, for a reason that its message tells to people; expected, hence without a stack trace. */
final class StackFailure extends Exception {
    StackFailure(String message) {
        super(message, null, false, false);
    }
}
