package dev.hearken.format;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class InboundFormatTest {
    @ParameterizedTest
    @EnumSource
    void isFoundByItsName(InboundFormat format) {
        // when
        var found = InboundFormat.of(format.wireName());

        // then
        assertThat(found).contains(format);
        assertThat(format.wireName()).isEqualTo(format.name().toLowerCase().replace('_', '-'));
    }

    @Test
    void isNotFoundByAnyOtherName() {
        assertThat(InboundFormat.of("FACTOTUM")).isEmpty();
        assertThat(InboundFormat.of("")).isEmpty();
    }
}
