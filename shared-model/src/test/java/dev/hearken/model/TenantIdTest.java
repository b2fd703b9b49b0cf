package dev.hearken.model;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TenantIdTest {
    @Test
    void hasADefault() {
        // when
        TenantId tenant = TenantId.DEFAULT;

        // then
        assertThat(tenant).isEqualTo(new TenantId("default")).hasToString("default");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "0",
                "acme",
                "a-b-",
                "0-9",
                "a23456789012345678901234567890123456789012345678901234567890123"
            })
    void acceptsItsForm(String value) {
        // when
        boolean valid = TenantId.isValid(value);

        // then
        assertThat(valid).isTrue();
        assertThat(new TenantId(value).value()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-a",
                "A",
                "a_b",
                "a/b",
                "a b",
                "a\n",
                "é",
                "a.b",
                "a234567890123456789012345678901234567890123456789012345678901234"
            })
    void refusesAnyOtherForm(String value) {
        // when
        boolean valid = TenantId.isValid(value);

        // then
        assertThat(valid).isFalse();
        assertThatThrownBy(() -> new TenantId(value)).isInstanceOf(IllegalArgumentException.class);
    }
}
