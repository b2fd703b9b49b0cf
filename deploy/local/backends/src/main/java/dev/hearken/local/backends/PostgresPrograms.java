package dev.hearken.local.backends;

import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** PostgreSQL's programs, unpacked once for this user and machine. */
final class PostgresPrograms {
    private final Path home;
    private final List<String> prefix;

    private PostgresPrograms(Path home, List<String> prefix) {
        this.home = home;
        this.prefix = prefix;
    }

    /**
     * Unpacks into {@code ~/.cache/hearken}; where that is not the user's own or cannot be written (a user without a
     * home), into {@code fallback}.
     *
     * @throws IOException if the user is root and cannot seem to be another, which PostgreSQL insists on
     */
    static PostgresPrograms unpacked(Path fallback) throws IOException {
        List<String> prefix = prefix();
        String name = "postgres-" + Versions.artifactOfPostgres();
        Path home = UserCache.directory().orElse(fallback).resolve(name);
        if (!Files.exists(home)) {
            PostgresArchive.unpack(home);
        }
        return new PostgresPrograms(home, prefix);
    }

    /**
     * Runs a program to its end, its output being the log.
     *
     * @throws IOException if it does not end with 0
     */
    void run(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.add(home.resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        try {
            int code = new ProcessBuilder(command).inheritIO().start().waitFor();
            if (code != 0) {
                throw new IOException(program + " ended with " + code);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + program + " was running", e);
        }
    }

    /** PostgreSQL refuses to run as root; in a user namespace of its own it does not see that it is. */
    private static List<String> prefix() throws IOException {
        if (LinuxUtils.isUnshareAvailable()) {
            return List.of("unshare", "-U");
        }
        if (System.getProperty("user.name").equals("root")) {
            throw new IOException("PostgreSQL refuses to run as root, and `unshare -U` is not possible here:"
                    + " start as another user");
        }
        return List.of();
    }
}
