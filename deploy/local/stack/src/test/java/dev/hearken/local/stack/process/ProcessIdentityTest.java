package dev.hearken.local.stack.process;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ProcessIdentityTest {
    private final ProcessIdentity own = ProcessIdentity.of("own", ProcessHandle.current());

    @Test
    void findsItsProcess() {
        assertThat(own.running()).contains(ProcessHandle.current());
        assertThat(ProcessIdentity.parse(own.toLine())).contains(own);
    }

    @Test
    void isNotAnotherProcessOfTheSameNumber() {
        assertThat(new ProcessIdentity("own", own.pid(), own.startedAtMillis() - 60_000).running())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "kafka", "kafka 12", "kafka 12 345", "kafka 12 34;5", "temporary /tmp/a;"})
    void isNotReadFromALineThatIsNone(String line) {
        assertThat(ProcessIdentity.parse(line)).isEmpty();
    }
}
