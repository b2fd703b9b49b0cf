package dev.hearken.local.stack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ServiceCommandTest {
    @TempDir
    Path root;

    private Home home;

    @BeforeEach
    void build() throws IOException {
        home = FakeProject.in(root).home();
    }

    @Test
    void runsTheApplicationsMainClassBehindTheTether() throws IOException {
        ServiceCommand command = ServiceCommand.registry(home.registryJar(), List.of("a.b=c"));

        assertThat(command.directory()).isEqualTo(home.registryJar().getParent());
        assertThat(command.line())
                .contains("-Xmx256m", "-XX:TieredStopAtLevel=1", "-Da.b=c")
                .endsWith("dev.hearken.local.stack.process.Tether", FakeService.class.getName());
    }

    @Test
    void leavesTheDispatcherBothCompilers() throws IOException {
        assertThat(ServiceCommand.dispatcher("dispatcher-1", home.dispatcherJar(), List.of())
                        .line())
                .contains("-Xmx384m")
                .doesNotContain("-XX:TieredStopAtLevel=1");
    }

    @Test
    void endsAServiceThatHasNoMemoryLeft() throws IOException {
        assertThat(ServiceCommand.registry(home.registryJar(), List.of()).line())
                .contains("-XX:+ExitOnOutOfMemoryError");
        assertThat(ServiceCommand.dispatcher("dispatcher-1", home.dispatcherJar(), List.of())
                        .line())
                .contains("-XX:+ExitOnOutOfMemoryError");
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_19)
    void letsEachProcessKeepItsClassData() throws IOException {
        assertThat(ServiceCommand.dispatcher("dispatcher-2", home.dispatcherJar(), List.of())
                        .line())
                .contains("-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=dispatcher-2.jsa");
    }

    @Test
    @EnabledForJreRange(max = JRE.JAVA_18)
    void namesNoArchiveToAJvmThatCannotKeepOne() throws IOException {
        assertThat(ServiceCommand.registry(home.registryJar(), List.of()).line())
                .noneMatch(a -> a.contains("Archive"));
    }
}
