package dev.hearken.local.stack.process;

import dev.hearken.local.backends.LogTail;

/**
 * A child that ended though nobody stopped it.
 *
 * @param child which one
 * @param exitCode 128 + the number of the signal where one killed it
 */
public record Death(Child child, int exitCode) {
    private static final int REPORTED_LINES = 40;

    /** Name, exit code and the last 40 lines of the log. */
    public String report() {
        return "%s (pid %d) has ended with exit code %d%s. The end of %s:%n%s"
                .formatted(
                        child.name(),
                        child.pid(),
                        exitCode,
                        signal(),
                        child.log(),
                        LogTail.of(child.log(), REPORTED_LINES));
    }

    private String signal() {
        return switch (exitCode) {
            case 128 + 9 -> " (killed)";
            case 128 + 15 -> " (SIGTERM)";
            default -> "";
        };
    }
}
