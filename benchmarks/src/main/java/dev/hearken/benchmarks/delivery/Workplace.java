package dev.hearken.benchmarks.delivery;

import dev.hearken.local.backends.Directories;
import dev.hearken.local.stack.process.ChildRecord;
import dev.hearken.local.stack.process.Leftovers;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folders of one run and the record of its processes.
 *
 * @param root of the project
 * @param data of the broker, removed at the end
 * @param log of the processes, {@code .hearken/log/bench}
 * @param record lets the next start tidy up after a run that was killed
 */
record Workplace(Path root, Path data, Path log, ChildRecord record) {
    /** Makes the folders, after tidying up what an earlier run may have left behind. */
    static Workplace in(Path root, PrintStream out) throws IOException, InterruptedException {
        Path run = Files.createDirectories(root.resolve(".hearken/run"));
        new Leftovers(out).tidy(run);
        Path log = Files.createDirectories(root.resolve(".hearken/log/bench"));
        ChildRecord record =
                ChildRecord.begin(run.resolve("bench-" + ProcessHandle.current().pid() + ".children"));
        Path data = Files.createTempDirectory("hearken-bench-");
        record.addTemporary(data);
        return new Workplace(root, data, log, record);
    }

    Path log(String name) {
        return log.resolve(name + ".log");
    }

    /** Removes the data. */
    void discard() throws IOException {
        Directories.remove(data);
        record.remove();
    }
}
