package dev.hearken.local.stack.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class LeftoversTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private Process child;

    @BeforeEach
    void startAChild() throws IOException {
        child = new ProcessBuilder("sleep", "60").start();
    }

    @AfterEach
    void stopTheChild() {
        child.destroyForcibly();
    }

    @Test
    void leaveAStackAloneWhoseLauncherLives() throws Exception {
        // given
        Path file = record(ProcessHandle.current().pid());
        // when
        tidy();
        // then
        assertThat(child.isAlive()).isTrue();
        assertThat(file).exists();
    }

    @Test
    void waitForTheChildrenOfAKilledLauncherAndRemoveItsData() throws Exception {
        // given
        Path file = record(gone());
        Path data = Files.createDirectories(folder.resolve("data/deep")).getParent();
        Files.writeString(file, "temporary " + data + ";\ntemporary /cut/sho", StandardOpenOption.APPEND);
        CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS).execute(child::destroy);
        // when
        tidy();
        // then
        assertThat(child.isAlive()).isFalse();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("Waiting for sleeper (pid " + child.pid() + ")");
        assertThat(data).doesNotExist();
        assertThat(file).doesNotExist();
    }

    private void tidy() throws Exception {
        new Leftovers(new PrintStream(out, true, StandardCharsets.UTF_8)).tidy(folder);
    }

    private Path record(long launcher) throws IOException {
        ProcessIdentity own = ProcessIdentity.of(ChildRecord.LAUNCHER, ProcessHandle.current());
        String lines = new ProcessIdentity(ChildRecord.LAUNCHER, launcher, own.startedAtMillis()).toLine() + "\n"
                + ProcessIdentity.of("sleeper", child.toHandle()).toLine() + "\n";
        return Files.writeString(folder.resolve("0.children"), lines);
    }

    private static long gone() throws Exception {
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        return gone.pid();
    }
}
