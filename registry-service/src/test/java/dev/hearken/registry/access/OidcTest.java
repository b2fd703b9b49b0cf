package dev.hearken.registry.access;

import dev.hearken.registry.Api;
import dev.hearken.registry.Keys;
import dev.hearken.registry.RegistryResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

/** Threat E1, against a provider over HTTP. */
@QuarkusTest
@WithTestResource(RegistryResource.class)
@WithTestResource(OidcTest.Provider.class)
@TestProfile(OidcTest.WithProvider.class)
class OidcTest {
    private static final String AUDIENCE = "hearken";

    public static final class WithProvider implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("registry.oidc.audience", AUDIENCE, "registry.oidc.roles-claim", "realm_access/roles");
        }
    }

    public static final class Provider implements QuarkusTestResourceLifecycleManager {
        private Issuer issuer;

        @Override
        public Map<String, String> start() {
            issuer = new Issuer();
            return Map.of("registry.oidc.issuer", issuer.url());
        }

        @Override
        public void inject(Object test) {
            if (test instanceof OidcTest oidc) {
                oidc.issuer = issuer;
            }
        }

        @Override
        public void stop() {
            issuer.close();
        }
    }

    Issuer issuer;

    @BeforeEach
    void keys() {
        Api.installKeys();
    }

    @Test
    void letsATokenDoWhatItsRolesAllow() {
        // given
        String viewer = issuer.token(claims(Map.of()));
        String editor = issuer.token(claims(Map.of("realm_access", "{\"roles\": [\"offline_access\", \"editor\"]}")));

        // then
        Api.as(viewer).get(Api.LISTENERS).then().statusCode(200);
        Api.as(viewer)
                .contentType(ContentType.JSON)
                .body(Api.listener("by token"))
                .post(Api.LISTENERS)
                .then()
                .statusCode(403);
        Api.as(editor)
                .contentType(ContentType.JSON)
                .body(Api.listener("by token"))
                .post(Api.LISTENERS)
                .then()
                .statusCode(201)
                .body("createdBy", equalTo("oidc:jane"));
    }

    @Test
    void opensTheTenantOfTheClaim() {
        // given
        Api.created("of the tenant default");
        String other = issuer.token(claims(Map.of("tenant", "\"elsewhere\"")));

        // then
        Api.as(other).get(Api.LISTENERS).then().statusCode(200).body("items", hasSize(0));
    }

    @Test
    void isForbiddenWithoutATenantOrARole() {
        for (String token : List.of(
                issuer.token(without("tenant")),
                issuer.token(claims(Map.of("tenant", "\"Not A Tenant\""))),
                issuer.token(claims(Map.of("tenant", "7"))),
                issuer.token(without("realm_access")),
                issuer.token(claims(Map.of("realm_access", "{\"roles\": [\"guest\", \"root\"]}"))))) {
            Api.as(token)
                    .get(Api.LISTENERS)
                    .then()
                    .statusCode(403)
                    .body("type", equalTo("https://hearken.dev/problems/forbidden"));
        }
    }

    @Test
    void isRefusedWithATokenThatIsNotValid() {
        Instant now = Instant.now();
        Map<String, String> refused = new LinkedHashMap<>();
        refused.put(
                "expired",
                issuer.token(claims(Map.of("exp", now.minusSeconds(60).getEpochSecond() + ""))));
        refused.put(
                "not yet valid",
                issuer.token(claims(Map.of("nbf", now.plusSeconds(600).getEpochSecond() + ""))));
        refused.put("without an end", issuer.token(without("exp")));
        refused.put("another audience", issuer.token(claims(Map.of("aud", "\"somebody-else\""))));
        refused.put("no audience", issuer.token(without("aud")));
        refused.put("another issuer", issuer.token(claims(Map.of("iss", "\"https://evil.example\""))));
        refused.put("no subject", issuer.token(without("sub")));
        refused.put("forged", issuer.forged(claims(Map.of())));
        refused.put("unsigned", issuer.unsigned(claims(Map.of())));
        refused.put("algorithm confusion", issuer.confused(claims(Map.of())));
        refused.put("unknown key", issuer.unknown(claims(Map.of()), "nobody"));
        refused.put("key as a path", issuer.unknown(claims(Map.of()), "../../etc/passwd"));
        refused.put("cut short", issuer.token(claims(Map.of())).substring(0, 80));
        refused.put("opaque", "a-token-that-is-no-jwt");
        refused.forEach((what, token) -> Api.as(token)
                .get(Api.LISTENERS)
                .then()
                .log()
                .ifValidationFails()
                .statusCode(401)
                .header("WWW-Authenticate", equalTo("Bearer"))
                .contentType("application/problem+json"));
    }

    @Test
    void goesOnWithTheKeysThatAreKnownWhileTheProviderIsAway() {
        // given
        String token = issuer.token(claims(Map.of()));
        Api.as(token).get(Api.LISTENERS).then().statusCode(200);

        // when
        issuer.down(true);

        // then
        try {
            Api.as(token).get(Api.LISTENERS).then().statusCode(200);
            Api.as(Keys.VIEWER).get(Api.LISTENERS).then().statusCode(200);
        } finally {
            issuer.down(false);
        }
    }

    @Test
    void learnsOfTheProvidersNewKey() {
        // given
        String before = issuer.token(claims(Map.of()));
        Api.as(before).get(Api.LISTENERS).then().statusCode(200);

        // when
        issuer.rotate();
        String after = issuer.token(claims(Map.of()));

        // then
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> Api.as(after).get(Api.LISTENERS).then().statusCode(200));
        Api.as(before).get(Api.LISTENERS).then().statusCode(200);
    }

    @Test
    void leavesApiKeysAsTheyAre() {
        Api.as(Keys.VIEWER).get(Api.LISTENERS).then().statusCode(200);
        Api.as(Keys.VIEWER + "x").get(Api.LISTENERS).then().statusCode(401);
        Api.plain().get(Api.LISTENERS).then().statusCode(401).contentType("application/problem+json");
    }

    private String claims(Map<String, String> others) {
        Map<String, String> claims = new LinkedHashMap<>();
        long now = Instant.now().getEpochSecond();
        claims.put("iss", "\"" + issuer.url() + "\"");
        claims.put("aud", "\"" + AUDIENCE + "\"");
        claims.put("sub", "\"jane\"");
        claims.put("iat", now + "");
        claims.put("exp", now + 600 + "");
        claims.put("tenant", "\"default\"");
        claims.put("realm_access", "{\"roles\": [\"viewer\"]}");
        claims.putAll(others);
        return json(claims);
    }

    private String without(String claim) {
        return claims(Map.of(claim, ""));
    }

    private static String json(Map<String, String> claims) {
        return claims.entrySet().stream()
                .filter(claim -> !claim.getValue().isEmpty())
                .map(claim -> "\"" + claim.getKey() + "\": " + claim.getValue())
                .collect(Collectors.joining(", ", "{", "}"));
    }
}
