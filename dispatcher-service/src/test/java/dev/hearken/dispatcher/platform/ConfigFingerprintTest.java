package dev.hearken.dispatcher.platform;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ConfigFingerprintTest {
    private static final Map<String, String> VALUES =
            Map.of("dispatcher.retry.group", "g", "dispatcher.platform.commit-interval", "PT1S");

    @Test
    void differsWithAnyValue() {
        // given
        String other = hash(Map.of("dispatcher.retry.group", "h", "dispatcher.platform.commit-interval", "PT1S"));

        // when
        String hash = hash(VALUES);

        // then
        assertThat(hash).matches("[0-9a-f]{12}").isNotEqualTo(other);
    }

    @ParameterizedTest
    @CsvSource({
        "dispatcher.platform.instance, d-1",
        "dispatcher.secret.key-ring, k1:c2VjcmV0",
        "dispatcher.http.proxy, http://user:password@proxy:3128"
    })
    void saysNothingOfTheInstanceAndOfSecrets(String key, String value) {
        // given
        TreeMap<String, String> more = new TreeMap<>(VALUES);
        more.put(key, value);

        // when
        String hash = ConfigFingerprint.of(more);

        // then
        assertThat(hash).isEqualTo(hash(VALUES));
    }

    private static String hash(Map<String, String> values) {
        return ConfigFingerprint.of(new TreeMap<>(values));
    }
}
