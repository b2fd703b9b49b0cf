package dev.hearken.registry.access;

import dev.hearken.registry.Api;
import dev.hearken.registry.Keys;
import dev.hearken.registry.RegistryResource;
import dev.hearken.test.marks.Threat;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.hamcrest.Matchers.equalTo;

/** Threat E14: the provider is away when the registry starts. */
@QuarkusTest
@WithTestResource(RegistryResource.class)
@TestProfile(OidcOutageTest.WithoutProvider.class)
class OidcOutageTest {
    public static final class WithoutProvider implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("registry.oidc.issuer", "http://127.0.0.1:9", "registry.oidc.audience", "hearken");
        }
    }

    @Test
    @Threat("E14")
    void concernsOnlyTheProvidersTokens() {
        // given
        Api.installKeys();

        // then
        Api.as("eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJ4In0.AAAA")
                .get(Api.LISTENERS)
                .then()
                .statusCode(503)
                .header("Retry-After", equalTo("5"))
                .contentType("application/problem+json")
                .body("type", equalTo("https://hearken.dev/problems/provider-unavailable"));
        Api.as(Keys.VIEWER).get(Api.LISTENERS).then().statusCode(200);
        Api.plain().get(Api.LISTENERS).then().statusCode(401);
    }
}
