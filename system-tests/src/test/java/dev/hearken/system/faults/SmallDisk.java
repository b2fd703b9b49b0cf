package dev.hearken.system.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A small file system in memory, which can be filled. It needs no privileges where a user may have namespaces of his
 * own: it is mounted in those of a process that does nothing but live, and others find it by that process's number.
 */
final class SmallDisk implements AutoCloseable {
    private static final String MOUNT = "mount -t tmpfs -o size=%dm none '%s' && echo mounted && exec cat";

    private final Process holder;
    private final Path directory;

    private SmallDisk(Process holder, Path directory) {
        this.holder = holder;
        this.directory = directory;
    }

    /** Whether this machine allows one. */
    static boolean isPossible() throws InterruptedException {
        try {
            return new ProcessBuilder("unshare", "-Urm", "sh", "-c", "mount -t tmpfs none /mnt")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** An empty one of this size. */
    static SmallDisk of(int megabytes) throws IOException {
        Path mountPoint =
                Files.createTempDirectory(Files.createDirectories(Path.of("target", "fault-lab")), "small-disk-");
        String mount = MOUNT.formatted(megabytes, mountPoint.toAbsolutePath());
        Process holder = new ProcessBuilder("unshare", "-Urm", "sh", "-c", mount)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Leftovers.endWithThisJvm(holder);
        BufferedReader said = holder.inputReader();
        if (!"mounted".equals(said.readLine())) {
            throw new IOException("no small file system at " + mountPoint);
        }
        Path root = Path.of("/proc", Long.toString(holder.pid()), "root");
        return new SmallDisk(
                holder, root.resolve(mountPoint.toAbsolutePath().toString().substring(1)));
    }

    /** Where its files are. */
    Path directory() {
        return directory;
    }

    /** Takes all the room there is. */
    void fill() throws IOException {
        byte[] some = new byte[4096];
        try (OutputStream ballast = Files.newOutputStream(ballast())) {
            while (Files.getFileStore(directory).getUsableSpace() > 0) {
                ballast.write(some);
            }
        } catch (IOException e) {
            if (Files.getFileStore(directory).getUsableSpace() > 0) {
                throw e;
            }
        }
    }

    /** Gives it back. */
    void free() throws IOException {
        Files.delete(ballast());
    }

    private Path ballast() {
        return directory.resolve("ballast");
    }

    /** All that was on it is gone. */
    @Override
    public void close() throws InterruptedException {
        holder.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
}
