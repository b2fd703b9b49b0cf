package dev.hearken.local.backends;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CtrlCTest {
    @Test
    void doesNotReachAJvmThatSigtermReaches() throws Exception {
        // given
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command =
                List.of(java, "-cp", System.getProperty("java.class.path"), CtrlCTest.Sleeper.class.getName());
        Process process = new ProcessBuilder(CtrlC.ignoredBy(command)).start();
        assertThat(process.inputReader().readLine()).isEqualTo("up");
        // when
        send("INT", process);
        send("HUP", process);
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
        // then
        assertThat(process.inputReader().readLine()).isEqualTo("still up");
        send("TERM", process);
        assertThat(process.waitFor()).isEqualTo(143);
    }

    private static void send(String signal, Process process) throws Exception {
        String command = "kill -" + signal + " " + process.pid();
        assertThat(new ProcessBuilder("sh", "-c", command).start().waitFor()).isZero();
    }

    /** Says that it is up, and once more when asked. */
    static final class Sleeper {
        private Sleeper() {}

        public static void main(String[] arguments) throws Exception {
            System.out.println("up");
            System.in.read();
            System.out.println("still up");
            Thread.currentThread().join();
        }
    }
}
