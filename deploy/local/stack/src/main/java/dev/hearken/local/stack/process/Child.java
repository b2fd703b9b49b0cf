package dev.hearken.local.stack.process;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A part of the stack that runs in processes of its own. */
public interface Child {
    /** {@code kafka}, {@code postgres}, {@code registry}, {@code dispatcher-1}. */
    String name();

    /** The process that does the work. */
    long pid();

    /** Where it prints. */
    Path log();

    /** Every process that belongs to it, by a name for people. */
    Map<String, Long> processes();

    /** Completes with the exit code when it ends, for whatever reason. */
    CompletableFuture<Integer> onExit();

    /** Stops it and returns when it has ended; does nothing when it has. */
    void stop();
}
