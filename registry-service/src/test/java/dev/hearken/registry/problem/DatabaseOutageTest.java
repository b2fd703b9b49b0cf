package dev.hearken.registry.problem;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

import static org.assertj.core.api.Assertions.assertThat;

class DatabaseOutageTest {
    @ParameterizedTest
    @ValueSource(strings = {"08001", "08006", "57P01", "57P03", "53300", "55P03", "40001", "40P01", "57014"})
    void seesThatTheDatabaseCannotServe(String state) {
        // given
        Throwable failure = new IllegalStateException(new RuntimeException(new SQLException("…", state)));

        // then
        assertThat(DatabaseOutage.isCauseOf(failure)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "22021", "42601"})
    void seesThatTheMistakeIsOurs(String state) {
        assertThat(DatabaseOutage.isCauseOf(new RuntimeException(new SQLException("…", state))))
                .isFalse();
    }

    @Test
    void seesThatThePoolHadNoConnection() {
        assertThat(DatabaseOutage.isCauseOf(new SQLException("Acquisition timeout")))
                .isTrue();
    }

    @Test
    void seesThatThePoolGaveUpAConnectionThatWasBeingOpened() {
        assertThat(DatabaseOutage.isCauseOf(new RuntimeException(new PSQLException(
                        "Something unusual has occurred to cause the driver to fail.",
                        PSQLState.UNEXPECTED_ERROR,
                        new RuntimeException("Interrupted while attempting to connect.")))))
                .isTrue();
    }

    @Test
    void looksAtSuppressedFailuresAndSurvivesCircles() {
        // given
        RuntimeException circle = new RuntimeException();
        RuntimeException other = new RuntimeException(circle);
        circle.initCause(other);
        circle.addSuppressed(new SQLException("…", "08006"));

        // then
        assertThat(DatabaseOutage.isCauseOf(other)).isTrue();
        assertThat(DatabaseOutage.isCauseOf(new RuntimeException())).isFalse();
    }
}
