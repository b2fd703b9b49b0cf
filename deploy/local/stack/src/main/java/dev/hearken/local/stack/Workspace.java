package dev.hearken.local.stack;

import dev.hearken.local.backends.Directories;
import dev.hearken.local.backends.DirectoryLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folders of one stack, its own until this JVM ends.
 *
 * @param data of the backends, and the secrets
 * @param log of the children
 * @param temporary whether {@code data} is removed at the end
 */
record Workspace(Path data, Path log, boolean temporary) {
    /**
     * Takes the folders.
     *
     * @throws StackFailure if another stack uses the data
     */
    static Workspace claim(Home home, StackOptions options) throws IOException, StackFailure {
        home.create();
        Path data = options.ephemeral() ? Files.createTempDirectory("hearken-") : persistent(home);
        return new Workspace(data, log(home, options), options.ephemeral());
    }

    /** Removes the data if it is temporary. */
    void discard() throws IOException {
        if (temporary) {
            Directories.remove(data);
        }
    }

    private static Path persistent(Home home) throws IOException, StackFailure {
        if (DirectoryLock.tryLock(home.dataLock()).isEmpty()) {
            throw new StackFailure(
                    "Another stack runs on " + home.data() + ". Stop it with Ctrl-C in its terminal, or start"
                            + " a second one beside it with --ephemeral --port-offset N.");
        }
        return Files.createDirectories(home.data());
    }

    private static Path log(Home home, StackOptions options) throws IOException {
        boolean mine = DirectoryLock.tryLock(home.logLock()).isPresent();
        return mine ? home.log() : Files.createDirectories(home.log().resolve("offset-" + options.portOffset()));
    }
}
