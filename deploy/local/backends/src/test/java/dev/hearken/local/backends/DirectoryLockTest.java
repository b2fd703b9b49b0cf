package dev.hearken.local.backends;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class DirectoryLockTest {
    @TempDir
    Path directory;

    @Test
    void excludesOthersUntilItIsClosed() throws Exception {
        // given
        Path file = directory.resolve("a.lock");
        DirectoryLock lock = DirectoryLock.tryLock(file).orElseThrow();
        assertThat(DirectoryLock.tryLock(file)).isEmpty();
        // when
        lock.close();
        // then
        assertThat(DirectoryLock.tryLock(file)).isPresent();
    }

    @Test
    void isHeldThoughNobodyKeepsIt() throws Exception {
        // given
        Path file = directory.resolve("a.lock");
        assertThat(DirectoryLock.tryLock(file)).isPresent();
        // when
        System.gc();
        // then
        assertThat(DirectoryLock.tryLock(file)).isEmpty();
    }
}
