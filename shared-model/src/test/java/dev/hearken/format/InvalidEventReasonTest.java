package dev.hearken.format;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class InvalidEventReasonTest {
    @Test
    void hasANameOfItsOwn() {
        // when
        var names = Arrays.stream(InvalidEventReason.values()).map(InvalidEventReason::wireName);

        // then
        assertThat(names).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    void isNamedAndDescribed(InvalidEventReason reason) {
        // when
        String name = reason.wireName();

        // then
        assertThat(name).isEqualTo(reason.name().toLowerCase().replace('_', '-'));
        assertThat(reason.description()).matches("[A-Z].*\\.");
    }
}
