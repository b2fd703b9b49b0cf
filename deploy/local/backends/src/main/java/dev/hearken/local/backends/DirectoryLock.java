package dev.hearken.local.backends;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A file lock: excludes other processes, and ends with the one that holds it however it ends. */
public final class DirectoryLock implements AutoCloseable {
    /** A channel that nobody refers to is closed by the garbage collector, and its lock is gone. */
    private static final Set<DirectoryLock> HELD = ConcurrentHashMap.newKeySet();

    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock until it is closed or this JVM ends, or says by an empty result that another holds it. The file is
     * created when missing and never removed.
     */
    public static Optional<DirectoryLock> tryLock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                DirectoryLock held = new DirectoryLock(channel);
                HELD.add(held);
                return Optional.of(held);
            }
        } catch (OverlappingFileLockException e) {
            // Another part of this very JVM holds it.
        }
        channel.close();
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        HELD.remove(this);
        channel.close();
    }
}
