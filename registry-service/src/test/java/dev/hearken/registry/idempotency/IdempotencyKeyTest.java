package dev.hearken.registry.idempotency;

import dev.hearken.model.TenantId;
import dev.hearken.registry.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class IdempotencyKeyTest {
    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "ä", "a\u0000"})
    void refusesWhatIsNotVisible(String value) {
        assertThatThrownBy(() -> new IdempotencyKey(TenantId.DEFAULT, value)).isInstanceOf(ProblemException.class);
    }

    @Test
    void refusesMoreThan255Characters() {
        assertThatThrownBy(() -> new IdempotencyKey(TenantId.DEFAULT, "x".repeat(256)))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void isAnotherKeyInAnotherTenant() {
        assertThat(new IdempotencyKey(TenantId.DEFAULT, "k").lockNumber())
                .isNotEqualTo(new IdempotencyKey(new TenantId("other"), "k").lockNumber());
    }

    @Test
    void tellsRequestsApartByMethodPathAndBody() {
        assertThat(hash("POST", "/a", "{}"))
                .isEqualTo(hash("POST", "/a", "{}"))
                .isNotEqualTo(hash("POST", "/a", "{ }"))
                .isNotEqualTo(hash("POST", "/b", "{}"))
                .isNotEqualTo(hash("PUT", "/a", "{}"));
    }

    private static byte[] hash(String method, String path, String body) {
        return IdempotencyKey.requestHash(method, path, body.getBytes(StandardCharsets.UTF_8));
    }
}
