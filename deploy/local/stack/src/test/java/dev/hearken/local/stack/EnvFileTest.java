package dev.hearken.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class EnvFileTest {
    @TempDir
    Path root;

    private Home home;
    private EnvFile file;

    @BeforeEach
    void create() throws IOException {
        home = new Home(root);
        home.create();
        file = new EnvFile(home);
    }

    @Test
    void hasExactlyTheseLines() throws IOException {
        // when
        file.write(0, running("one"));
        // then
        assertThat(Files.readString(home.env()))
                .isEqualTo("""
                        HEARKEN_URL=http://one
                        HEARKEN_API_KEY=hk_a_b
                        HEARKEN_BOOTSTRAP=127.0.0.1:9092
                        HEARKEN_REGISTRY_MANAGEMENT=http://127.0.0.1:9000
                        HEARKEN_DISPATCHER_MANAGEMENT=http://127.0.0.1:9001,http://127.0.0.1:9002
                        HEARKEN_PIDS=kafka:1,launcher:%d
                        """.formatted(ProcessHandle.current().pid()));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.env())))
                .isEqualTo("rw-------");
    }

    @Test
    void belongsToTheStackThatBecameReadyLastAndGoesBackToTheOther() throws IOException {
        // given
        file.write(0, running("first"));
        Files.setLastModifiedTime(home.env(0), FileTime.from(Instant.now().minusSeconds(9)));
        file.write(100, running("second"));
        assertThat(file.read(OptionalInt.empty()))
                .hasValueSatisfying(t -> assertThat(t).contains("//second"));
        assertThat(file.read(OptionalInt.of(0)))
                .hasValueSatisfying(t -> assertThat(t).contains("//first"));
        // when
        file.remove(100);
        // then
        assertThat(Files.readString(home.env())).contains("//first");
        file.remove(0);
        assertThat(home.env()).doesNotExist();
    }

    @Test
    void doesNotSpeakForALauncherThatIsGone() throws Exception {
        // given
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        // when
        file.write(0, stack("gone", gone.pid()));
        // then
        assertThat(file.read(OptionalInt.empty())).isEmpty();
        assertThat(file.read(OptionalInt.of(0))).isEmpty();
        file.removeStale();
        assertThat(home.env()).doesNotExist();
        assertThat(home.env(0)).doesNotExist();
    }

    @Test
    void isEmptyBeforeTheFirstStart() throws IOException {
        assertThat(new EnvFile(new Home(root.resolve("nowhere"))).read(OptionalInt.empty()))
                .isEmpty();
    }

    private static StackAddresses running(String name) {
        return stack(name, ProcessHandle.current().pid());
    }

    private static StackAddresses stack(String name, long launcher) {
        return new StackAddresses(
                "http://" + name,
                "hk_a_b",
                "127.0.0.1:9092",
                "http://127.0.0.1:9000",
                List.of("http://127.0.0.1:9001", "http://127.0.0.1:9002"),
                List.of("kafka:1", "launcher:" + launcher));
    }
}
