package dev.hearken.local.stack.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class ChildrenTest {
    @TempDir
    Path folder;

    private Children children;

    @BeforeEach
    void begin() throws IOException {
        children = new Children(ChildRecord.begin(folder.resolve("0.children")));
    }

    @AfterEach
    void stop() throws InterruptedException {
        children.stop();
    }

    @Test
    void reportADeathWithTheEndOfItsLog() throws Exception {
        // when
        Child child = start("registry", "for i in $(seq 60); do echo line $i; done; exit 7");
        // then
        Death death = children.awaitDeath();
        assertThat(death.child()).isEqualTo(child);
        assertThat(death.report())
                .startsWith("registry (pid " + child.pid() + ") has ended with exit code 7.")
                .contains("line 21\n", "line 60")
                .doesNotContain("line 20\n");
    }

    @Test
    void sayWhenAChildWasKilled() throws Exception {
        // given
        Child child = start("registry", "exec sleep 60");
        // when
        ProcessHandle.of(child.pid()).orElseThrow().destroyForcibly();
        // then
        assertThat(children.awaitDeath().report()).contains("exit code 137 (killed)");
    }

    @Test
    void stopServicesBeforeBackends() throws Exception {
        // given
        Path order = folder.resolve("order");
        String script = "trap 'echo %s >> " + order + "; exit 0' TERM; echo up; while true; do sleep 0.05; done";
        children.startBackend(() -> child("kafka", script.formatted("backend")));
        start("dispatcher-1", "sleep 0.2; " + script.formatted("service"));
        awaitLine("kafka");
        awaitLine("dispatcher-1");
        // when
        children.stop();
        // then
        assertThat(Files.readAllLines(order)).isEqualTo(List.of("service", "backend"));
        assertThat(children.awaitDeath(Duration.ZERO)).isNull();
    }

    @Test
    void startNothingOnceTheStopHasBegun() throws Exception {
        // when
        children.stop();
        // then
        assertThatThrownBy(() -> start("registry", "sleep 60")).isInstanceOf(IOException.class);
        assertThat(children.all()).isEmpty();
    }

    @Test
    void areWrittenDown() throws Exception {
        // when
        Child child = start("registry", "exec sleep 60");
        // then
        assertThat(folder.resolve("0.children"))
                .content()
                .contains("launcher " + ProcessHandle.current().pid() + " ", "registry " + child.pid() + " ");
    }

    private Child start(String name, String script) throws IOException {
        return children.startService(() -> child(name, script));
    }

    private ServiceChild child(String name, String script) throws IOException {
        return ServiceChild.start(name, List.of("sh", "-c", script), Map.of(), folder, log(name));
    }

    private void awaitLine(String name) {
        await().until(() -> Files.readString(log(name)).contains("up"));
    }

    private Path log(String name) {
        return folder.resolve(name + ".log");
    }
}
