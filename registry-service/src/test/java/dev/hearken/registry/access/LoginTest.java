package dev.hearken.registry.access;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class LoginTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7",
        "::ffff:192.0.2.7, 192.0.2.7",
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:2:0:0:0:0",
        "2001:db8:1:2::9, 2001:db8:1:2:0:0:0:0",
        "2001:db8:1:2:3:4:5:6%eth0, 2001:db8:1:2:0:0:0:0",
        "_hidden, unknown",
        "host.example.com, unknown",
        "'', unknown",
    })
    void comesFromANetwork(String address, String network) {
        assertThat(Login.of(address, Optional.empty()).address()).isEqualTo(network);
    }

    @Test
    void keepsNoMoreOfANameThanItsBeginning() {
        assertThat(Login.of("192.0.2.7", Optional.of("oidc:" + "x".repeat(5000)))
                        .name())
                .hasValueSatisfying(name -> assertThat(name).hasSize(Login.MAX_NAME));
    }
}
