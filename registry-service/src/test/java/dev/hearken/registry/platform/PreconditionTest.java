package dev.hearken.registry.platform;

import dev.hearken.registry.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PreconditionTest {
    @ParameterizedTest
    @ValueSource(strings = {"\"4\"", "*", "\"3\", \"4\"", "\"4\",\"5\""})
    void holdsForTheCurrentRevision(String header) {
        assertThatCode(() -> Precondition.of(header).require(4)).doesNotThrowAnyException();
    }

    @Test
    void holdsWithoutAHeader() {
        assertThatCode(() -> Precondition.of(null).require(4)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"3\"", "W/\"4\"", "4", "", "\"04\"", "\"4", "\"3\",\"5\""})
    void failsForEverythingElse(String header) {
        assertThatThrownBy(() -> Precondition.of(header).require(4)).isInstanceOf(ProblemException.class);
    }

    @ParameterizedTest
    @CsvSource({"'\"4\"',true", "'W/\"4\"',true", "*,true", "'\"1\", \"4\"',true", "'\"5\"',false", "4,false"})
    void knowsWhetherAClientIsUpToDate(String header, boolean known) {
        assertThat(Precondition.isKnown(header, 4)).isEqualTo(known);
    }

    @Test
    void sendsEverythingToAClientThatKnowsNothing() {
        assertThat(Precondition.isKnown(null, 4)).isFalse();
    }
}
