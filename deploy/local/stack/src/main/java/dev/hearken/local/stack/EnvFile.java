package dev.hearken.local.stack;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The addresses of running stacks: each has a file of its own by its port offset, and {@code .hearken/env} is a copy of
 * the one that became ready last among those that run.
 */
final class EnvFile {
    private static final Pattern LAUNCHER = Pattern.compile("launcher:(\\d{1,18})");

    private final Home home;

    EnvFile(Home home) {
        this.home = home;
    }

    void write(int portOffset, StackAddresses addresses) throws IOException {
        SecretFile.write(home.env(portOffset), addresses.toEnv());
        SecretFile.write(home.env(), addresses.toEnv());
    }

    /** Removes the stack's own file; the common one then belongs to another running stack or goes as well. */
    void remove(int portOffset) throws IOException {
        Files.deleteIfExists(home.env(portOffset));
        pointToNewest();
    }

    /**
     * Removes what launchers left behind that were killed, so that nobody takes it for the addresses of the next stack.
     */
    void removeStale() throws IOException {
        for (Path file : newestFirst()) {
            if (running(file).isEmpty()) {
                Files.deleteIfExists(file);
            }
        }
        pointToNewest();
    }

    /** The text for the stack with this offset, or without one for the newest; empty when none runs. */
    Optional<String> read(OptionalInt portOffset) throws IOException {
        return portOffset.isPresent() ? running(home.env(portOffset.getAsInt())) : newest();
    }

    private void pointToNewest() throws IOException {
        Optional<String> newest = newest();
        if (newest.isPresent()) {
            SecretFile.write(home.env(), newest.get());
        } else {
            Files.deleteIfExists(home.env());
        }
    }

    private Optional<String> newest() throws IOException {
        for (Path file : newestFirst()) {
            Optional<String> text = running(file);
            if (text.isPresent()) {
                return text;
            }
        }
        return Optional.empty();
    }

    private List<Path> newestFirst() throws IOException {
        List<Path> files = new ArrayList<>();
        if (Files.isDirectory(home.run())) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(home.run(), "*.env")) {
                found.forEach(files::add);
            }
        }
        files.sort(Comparator.comparing(f -> f.toFile().lastModified(), Comparator.reverseOrder()));
        return files;
    }

    /** A launcher that was killed leaves its file behind. */
    private static Optional<String> running(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        String text = Files.readString(file);
        Matcher launcher = LAUNCHER.matcher(text);
        boolean runs = launcher.find()
                && ProcessHandle.of(Long.parseLong(launcher.group(1)))
                        .filter(EnvFile::isJava)
                        .isPresent();
        return runs ? Optional.of(text) : Optional.empty();
    }

    /** One that ended but that nobody has noticed yet (a zombie) has no command any more. */
    private static boolean isJava(ProcessHandle process) {
        return process.isAlive()
                && process.info().command().map(c -> c.endsWith("java")).orElse(false);
    }
}
