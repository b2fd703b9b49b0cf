package dev.hearken.local.backends;

import java.util.ArrayList;
import java.util.List;

/**
 * Keeps Ctrl-C and the end of a terminal from reaching a child.
 *
 * <p>A terminal sends them to every process it runs, all at once; the children must outlive their parent's orderly
 * stop. A signal that is ignored when a JVM starts stays ignored. SIGTERM is untouched.
 */
public final class CtrlC {
    private static final List<String> DEAF = List.of("sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh");

    private CtrlC() {}

    /** The command that starts {@code command} deaf to both; the process keeps its id. */
    public static List<String> ignoredBy(List<String> command) {
        List<String> deaf = new ArrayList<>(DEAF);
        deaf.addAll(command);
        return deaf;
    }
}
