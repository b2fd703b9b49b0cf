package dev.hearken.model.delivery;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class FailureReasonTest {
    @Test
    void hasANameOfItsOwn() {
        // when
        var names = Arrays.stream(FailureReason.values()).map(FailureReason::wireName);

        // then
        assertThat(names).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    void isNamedAndDescribed(FailureReason reason) {
        // when
        String name = reason.wireName();

        // then
        assertThat(name).isEqualTo(reason.name().toLowerCase().replace('_', '-'));
        assertThat(reason.description()).matches("[A-Z].*\\.");
    }
}
