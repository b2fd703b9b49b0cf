package dev.hearken.registry.access;

import dev.hearken.registry.Api;
import dev.hearken.registry.Keys;
import dev.hearken.registry.RawHttp;
import dev.hearken.registry.RegistryResource;
import dev.hearken.test.marks.Threat;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

@QuarkusTest
@WithTestResource(RegistryResource.class)
@TestProfile(LockoutTest.Narrow.class)
class LockoutTest {
    private static final int MOST = 5;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    public static final class Narrow implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "registry.access.max-failures",
                    Integer.toString(MOST),
                    "registry.access.failure-window",
                    "PT10M",
                    "quarkus.http.proxy.proxy-address-forwarding",
                    "true");
        }
    }

    @Test
    @Threat("E3")
    void ofAnAddressLetsThoseGoOnWhoWereThereBefore() throws Exception {
        // given
        Api.installKeys();
        assertThat(from("192.0.2.1", Keys.VIEWER).statusCode()).isEqualTo(200);
        List<Integer> statuses = new ArrayList<>();

        // when
        for (int i = 0; i < MOST; i++) {
            statuses.add(
                    from("192.0.2.1", "hk_guess" + i + "_" + "x".repeat(40)).statusCode());
        }
        Response next = from("192.0.2.1", "hk_guess_" + "x".repeat(40));

        // then
        assertThat(statuses).containsOnly(401);
        next.then()
                .statusCode(429)
                .header("Retry-After", matchesPattern("[1-9][0-9]*"))
                .contentType("application/problem+json")
                .body("type", equalTo("https://hearken.dev/problems/too-many-failures"));
        assertThat(from("192.0.2.1", Keys.VIEWER).statusCode()).isEqualTo(200);
        assertThat(from("192.0.2.1", Keys.VIEWER + "x").statusCode()).isEqualTo(429);
        assertThat(from("192.0.2.1", Keys.EDITOR).statusCode()).isEqualTo(429);
        assertThat(from("192.0.2.2", Keys.EDITOR).statusCode()).isEqualTo(200);
        assertThat(from("192.0.2.1", "").statusCode()).isEqualTo(401);
        assertThat(RawHttp.exchange(management, RawHttp.request("GET", "/q/metrics")))
                .contains("hearken_access_lockouts_total{by=\"address\"} 1.0");
    }

    private static Response from(String address, String key) {
        return (key.isEmpty() ? Api.plain() : Api.as(key))
                .header("X-Forwarded-For", address)
                .get(Api.LISTENERS);
    }
}
