package dev.hearken.system.faults;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Ends the processes of the lab when this JVM ends, however that comes about, short of SIGKILL. */
final class Leftovers {
    private static final Set<Process> STARTED = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> STARTED.forEach(Process::destroyForcibly), "fault-lab-end"));
    }

    private Leftovers() {}

    static void endWithThisJvm(Process process) {
        STARTED.removeIf(ended -> !ended.isAlive());
        STARTED.add(process);
    }
}
