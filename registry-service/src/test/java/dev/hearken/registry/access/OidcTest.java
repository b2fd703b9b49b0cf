package dev.hearken.registry.access;

import dev.hearken.registry.Api;
import dev.hearken.registry.Keys;
import dev.hearken.registry.RawHttp;
import dev.hearken.registry.RegistryResource;
import dev.hearken.test.marks.Threat;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
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

    @TestHTTPResource("/")
    URI server;

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
    @Threat("E1")
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
        for (String none : List.of("none", "None", "nOnE", "NONE", "", "HS256", "RS256")) {
            refused.put("unsigned, alg '" + none + "'", issuer.unsigned(none, claims(Map.of())));
        }
        refused.put("algorithm confusion", issuer.confused(claims(Map.of())));
        refused.put("algorithm confusion by PEM", issuer.confusedByPem(claims(Map.of())));
        refused.put("key in the token", issuer.embedded(claims(Map.of())));
        refused.put("place of the key in the token", issuer.pointing(claims(Map.of()), issuer.url() + "/own"));
        refused.put("unknown key", issuer.unknown(claims(Map.of()), "nobody"));
        refused.put("key as a path", issuer.unknown(claims(Map.of()), "../../etc/passwd"));
        refused.put("key as SQL", issuer.unknown(claims(Map.of()), "k1' or '1'='1"));
        refused.put("key as a url", issuer.unknown(claims(Map.of()), issuer.url() + "/jwks"));
        refused.put("without its signature", issuer.token(claims(Map.of())).replaceFirst("[^.]+$", ""));
        refused.put("cut short", issuer.token(claims(Map.of())).substring(0, 80));
        refused.put("opaque", "a-token-that-is-no-jwt");
        String answer = Api.as(Keys.VIEWER + "x").get(Api.LISTENERS).asString();
        refused.forEach((what, token) -> Api.as(token)
                .get(Api.LISTENERS)
                .then()
                .log()
                .ifValidationFails()
                .statusCode(401)
                .header("WWW-Authenticate", equalTo("Bearer"))
                .contentType("application/problem+json")
                .body(equalTo(answer)));
    }

    @Test
    @Threat("E1")
    void isRefusedWithATokenThatIsTooLong() throws Exception {
        // given
        String token = issuer.token(claims(Map.of("padding", "\"" + "x".repeat(8_000) + "\"")));

        // when
        String answer =
                RawHttp.exchange(server, RawHttp.request("GET", Api.LISTENERS, "Authorization: Bearer " + token));

        // then
        assertThat(answer).startsWith("HTTP/1.1 431 ");
    }

    @Test
    @Threat("E14")
    void asksSeldomForNewKeysHoweverManyTokensNameUnknownOnes() {
        // given
        Api.as(issuer.token(claims(Map.of()))).get(Api.LISTENERS).then().statusCode(200);
        int before = issuer.keyRequests();
        Instant began = Instant.now();

        // when
        for (int i = 0; i < 100; i++) {
            Api.as(issuer.unknown(claims(Map.of()), "unknown-" + i))
                    .get(Api.LISTENERS)
                    .then()
                    .statusCode(401);
        }

        // then
        long periods = Duration.between(began, Instant.now()).toSeconds() / 10;
        assertThat(issuer.keyRequests() - before).isLessThanOrEqualTo((int) periods + 2);
    }

    @Test
    @Threat("E14")
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
    @Threat("E14")
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
