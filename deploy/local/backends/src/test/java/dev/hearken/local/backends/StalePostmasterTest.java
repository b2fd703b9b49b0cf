package dev.hearken.local.backends;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class StalePostmasterTest {
    @TempDir
    Path data;

    private Process stranger;

    @BeforeEach
    void startAStranger() throws IOException {
        stranger = new ProcessBuilder("sleep", "60").start();
    }

    @AfterEach
    void stopTheStranger() {
        stranger.destroyForcibly();
    }

    @Test
    void leavesAProcessAloneThatHasInheritedTheNumber() throws IOException {
        // given
        Path file = Files.writeString(data.resolve("postmaster.pid"), stranger.pid() + "\n" + data + "\n");
        // when
        StalePostmaster.of(data).stop();
        // then
        assertThat(stranger.isAlive()).isTrue();
        assertThat(file).doesNotExist();
    }

    @Test
    void takesAFileThatWasCutShortForNone() throws IOException {
        // given
        Path file = Files.writeString(data.resolve("postmaster.pid"), "");
        // when
        StalePostmaster.of(data).stop();
        // then
        assertThat(file).doesNotExist();
    }

    @Test
    void isContentWithoutAFile() throws IOException {
        StalePostmaster.of(data).stop();

        assertThat(StalePostmaster.of(data).pid()).isEmpty();
    }
}
