package dev.hearken.registry.paging;

import dev.hearken.registry.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PageRequestTest {
    @Test
    void showsFiftyIfNothingIsAskedFor() {
        assertThat(PageRequest.limit(null)).isEqualTo(50);
    }

    @ParameterizedTest
    @CsvSource({"1,1", "50,50", "200,200", "007,7"})
    void readsALimit(String text, int limit) {
        assertThat(PageRequest.limit(text)).isEqualTo(limit);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "201", "-1", "1e2", "abc", "", " 5", "99999999999", "１"})
    void refusesAnythingElse(String text) {
        assertThatThrownBy(() -> PageRequest.limit(text)).isInstanceOf(ProblemException.class);
    }
}
