package dev.hearken.local.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The launcher as a process, with real backends and fake services. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class StackTest {
    @TempDir
    Path root;

    @TempDir
    Path outputs;

    private FakeProject project;
    private int offset;

    @BeforeEach
    void build() throws IOException {
        project = FakeProject.in(root);
        offset = Launcher.freeOffset();
    }

    @Test
    void tellsItsAddressesAndStopsEverythingAtSigterm() throws Exception {
        // given
        Launcher launcher = up("--dispatchers", "2").awaitReady();
        Map<String, String> env = Launcher.env(project, outputs.resolve("env"));
        Map<String, ProcessHandle> processes = Launcher.processes(env);
        assertThat(env)
                .containsOnlyKeys(
                        "HEARKEN_URL",
                        "HEARKEN_API_KEY",
                        "HEARKEN_BOOTSTRAP",
                        "HEARKEN_REGISTRY_MANAGEMENT",
                        "HEARKEN_DISPATCHER_MANAGEMENT",
                        "HEARKEN_PIDS")
                .containsEntry(
                        "HEARKEN_DISPATCHER_MANAGEMENT",
                        "http://127.0.0.1:" + (9001 + offset) + ",http://127.0.0.1:" + (9002 + offset));
        assertThat(env.get("HEARKEN_PIDS"))
                .matches("kafka:\\d+,postgres:\\d+,registry:\\d+,dispatcher-1:\\d+,dispatcher-2:\\d+,launcher:\\d+");
        assertThat(processes)
                .containsOnlyKeys("kafka", "postgres", "registry", "dispatcher-1", "dispatcher-2", "launcher");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(project.home().env())))
                .isEqualTo("rw-------");
        // when
        launcher.process().destroy();
        // then
        assertThat(launcher.awaitEnd()).isEqualTo(143);
        assertThat(processes.values()).noneMatch(Launcher::isRunning);
        assertThat(root.resolve(".hearken/log/registry.log")).content().contains("kafka at my end: there");
        assertThat(root.resolve(".hearken/log/dispatcher-2.log"))
                .content()
                .contains("instance dispatcher-2", "kafka at my end: there");
        assertThat(project.home().env()).doesNotExist();
        assertThat(project.home().children(offset)).doesNotExist();
    }

    @Test
    void leavesNothingRunningWhenTheLauncherIsKilledAndFindsTheDataAgain() throws Exception {
        // given
        Launcher first = up().awaitReady();
        Map<String, String> env = Launcher.env(project, outputs.resolve("env"));
        Map<String, ProcessHandle> processes = Launcher.processes(env);
        // when
        first.process().destroyForcibly();
        // then
        await().atMost(Duration.ofSeconds(40))
                .untilAsserted(() -> assertThat(processes.values()).noneMatch(Launcher::isRunning));
        try (Launcher second = up().awaitReady()) {
            assertThat(Launcher.env(project, outputs.resolve("env")))
                    .containsEntry("HEARKEN_API_KEY", env.get("HEARKEN_API_KEY"));
        }
    }

    @Test
    void startsAtOnceAfterEverythingWasKilled() throws Exception {
        // given
        Launcher first = up().awaitReady();
        Map<String, ProcessHandle> processes = Launcher.processes(Launcher.env(project, outputs.resolve("env")));
        ProcessHandle postmaster = processes.get("postgres");
        // when
        first.process().descendants().forEach(ProcessHandle::destroyForcibly);
        first.process().destroyForcibly().waitFor();
        // then
        assertThat(Launcher.isRunning(postmaster)).isTrue();
        try (Launcher second = up().awaitReady()) {
            assertThat(Launcher.isRunning(postmaster)).isFalse();
        }
    }

    @Test
    void reportsAChildThatDiesAtTheStartAndStopsTheOthers() throws Exception {
        // given
        project.registryDies();
        // when
        try (Launcher launcher = up()) {
            // then
            assertThat(launcher.awaitEnd()).isEqualTo(1);
            assertThat(launcher.output())
                    .contains("registry", "exit code 3", "last words 11\n", "last words 50\n")
                    .doesNotContain("last words 10\n");
            assertThat(root.resolve(".hearken/log/dispatcher-1.log")).content().contains("kafka at my end: there");
        }
    }

    @Test
    void reportsADeathAndRunsOn() throws Exception {
        try (Launcher launcher = up("--dispatchers", "2").awaitReady()) {
            Map<String, ProcessHandle> processes = Launcher.processes(Launcher.env(project, outputs.resolve("env")));
            // when
            processes.remove("dispatcher-1").destroyForcibly();
            // then
            await().until(() -> launcher.output().contains("dispatcher-1 (pid"));
            assertThat(launcher.output()).contains("exit code 137 (killed)");
            assertThat(processes.values()).allMatch(Launcher::isRunning);
        }
    }

    @Test
    void runsASecondStackBesideTheFirst() throws Exception {
        Path env = outputs.resolve("env");
        try (Launcher first = up().awaitReady()) {
            String firstUrl = Launcher.env(project, env).get("HEARKEN_URL");
            // a second one on the same data
            try (Launcher same = Launcher.start(project, outputs.resolve("same"), "up", "--port-offset=0")) {
                assertThat(same.awaitEnd()).isEqualTo(1);
                assertThat(same.output()).contains("Another stack runs on", "--ephemeral");
            }
            // a second one with data of its own
            int other = Launcher.freeOffset();
            String[] options = {"up", "--ephemeral", "--port-offset", Integer.toString(other)};
            try (Launcher second =
                    Launcher.start(project, outputs.resolve("second"), options).awaitReady()) {
                assertThat(Launcher.env(project, env).get("HEARKEN_URL")).endsWith(":" + (8080 + other));
                assertThat(Launcher.env(project, env, "--port-offset", Integer.toString(offset)))
                        .containsEntry("HEARKEN_URL", firstUrl);
            }
            assertThat(Launcher.env(project, env)).containsEntry("HEARKEN_URL", firstUrl);
            assertThat(first.process().isAlive()).isTrue();
        }
    }

    @Test
    void namesAPortThatIsTakenBeforeAnythingStarts() throws Exception {
        try (ServerSocket other = new ServerSocket(9001 + offset, 1, InetAddress.getLoopbackAddress());
                Launcher launcher = up("--ephemeral")) {
            assertThat(launcher.awaitEnd()).isEqualTo(1);
            assertThat(launcher.output())
                    .contains(
                            "Port " + other.getLocalPort() + ", wanted by the management of dispatcher-1",
                            "--port-offset")
                    .doesNotContain("Starting");
        }
    }

    @Test
    void saysWhenNothingRuns() throws Exception {
        try (Launcher launcher = Launcher.start(project, outputs.resolve("env"), "env")) {
            assertThat(launcher.awaitEnd()).isEqualTo(1);
            assertThat(launcher.output()).startsWith("No stack is running");
        }
    }

    @Test
    void explainsItselfWhenNotUnderstood() throws Exception {
        try (Launcher launcher = Launcher.start(project, outputs.resolve("up"), "up", "--dispatchers", "many")) {
            assertThat(launcher.awaitEnd()).isEqualTo(2);
            assertThat(launcher.output())
                    .startsWith("--dispatchers must be a number")
                    .contains("Usage: ./hearken");
        }
    }

    private Launcher up(String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("up", "--port-offset", Integer.toString(offset)));
        arguments.addAll(List.of(options));
        return Launcher.start(project, outputs.resolve("up"), arguments.toArray(String[]::new));
    }
}
