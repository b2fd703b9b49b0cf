package dev.hearken.egress;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PortPolicyTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 22, 25, 79, 81, 442, 444, 1023, 2375, 2380, 5432, 6379, 9092, 10250, 27017, 0, -1, 65536})
    void deniesByDefaultWhereNoReceiverIs(int port) {
        assertThat(PortPolicy.denying(PortPolicy.DEFAULT_DENIED).permits(port)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 443, 1024, 3000, 5000, 8000, 8080, 8443, 9000, 9091, 9095, 32768, 65535})
    void permitsByDefaultWhereReceiversAre(int port) {
        assertThat(PortPolicy.denying(PortPolicy.DEFAULT_DENIED).permits(port)).isTrue();
    }

    @Test
    void joinsWhatTouches() {
        // when
        PortPolicy policy = PortPolicy.denying(List.of("10", "11-12", "20", "1-9"));

        // then
        assertThat(policy.denied()).containsExactly("1-12", "20");
        assertThat(PortPolicy.denying(List.of()).permits(22)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "65536", "5-4", "-5", "5-", "a", " 5", "5,6", "123456"})
    void refusesAnyOtherForm(String text) {
        assertThatThrownBy(() -> PortPolicy.denying(List.of(text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'" + text + "'");
    }
}
