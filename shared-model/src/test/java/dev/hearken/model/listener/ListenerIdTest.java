package dev.hearken.model.listener;

import dev.hearken.model.TenantId;
import dev.hearken.test.marks.Threat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ListenerIdTest {
    @ParameterizedTest
    @ValueSource(strings = {"01JDXYZABCDEFGHJKMNPQRSTVW", "00000000000000000000000000", "7ZZZZZZZZZZZZZZZZZZZZZZZZZ"})
    void acceptsAUlid(String value) {
        // when
        ListenerId id = new ListenerId(value);

        // then
        assertThat(id).hasToString(value);
        assertThat(ListenerId.isValid(value)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "01JDXYZABCDEFGHJKMNPQRSTV",
                "01JDXYZABCDEFGHJKMNPQRSTVWX",
                "01jdxyzabcdefghjkmnpqrstvw",
                "81JDXYZABCDEFGHJKMNPQRSTVW",
                "01JDXYZABCDEFGHIKMNPQRSTVW",
                "01JDXYZABCDEFGHLKMNPQRSTVW",
                "01JDXYZABCDEFGHOKMNPQRSTVW",
                "01JDXYZABCDEFGHUKMNPQRSTVW",
                "01JDXYZABCDEFGHJKMNPQRSTV/",
                "01JDXYZABCDEFGHJKMNPQRSTVW\n"
            })
    void refusesAnythingElse(String value) {
        // when
        boolean valid = ListenerId.isValid(value);

        // then
        assertThat(valid).isFalse();
        assertThatThrownBy(() -> new ListenerId(value)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @Threat("H6")
    void bindsTheSigningSecretToTenantAndListener() {
        // when
        String place = Listener.signingSecretPlace(new TenantId("acme"), new ListenerId("01JDXYZABCDEFGHJKMNPQRSTVW"));

        // then
        assertThat(place).isEqualTo("acme/listener/01JDXYZABCDEFGHJKMNPQRSTVW/signing-secret");
    }
}
