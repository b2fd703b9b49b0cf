package dev.hearken.registry.listener;

import dev.hearken.model.TenantId;
import dev.hearken.model.listener.Listener;
import dev.hearken.model.listener.ListenerId;
import dev.hearken.model.listener.SealedKey;
import dev.hearken.model.listener.SealedKeys;
import dev.hearken.registry.Api;
import dev.hearken.registry.Keys;
import dev.hearken.registry.RegistryResource;
import dev.hearken.secret.SecretCipher;
import dev.hearken.signing.AsymmetricKey;
import dev.hearken.signing.SigningKey;
import dev.hearken.signing.WebhookKey;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

@QuarkusTest
@WithTestResource(RegistryResource.class)
class SecretRotationTest {
    @Inject
    ListenerService listeners;

    @Inject
    SecretCipher cipher;

    @BeforeEach
    void keys() {
        Api.installKeys();
    }

    @Test
    void keepsTheOldSecretForTheOverlapAndShowsTheNewOneOnce() {
        // given
        String id = Api.created("rotating");
        String old = secret(id).path("secret");

        // when
        Response rotated = rotate(id, "{\"overlap\": \"PT1H\"}");

        // then
        rotated.then().statusCode(200).header("ETag", "\"2\"").body("$", not(hasKey("secret")));
        assertThat(rotated.<String>path("previous[0].hint")).isEqualTo(hint(old));
        assertThat(Instant.parse(rotated.path("previous[0].until")))
                .isBetween(Instant.now().plusSeconds(3500), Instant.now().plusSeconds(3601));
        String fresh = secret(id).path("secret");
        assertThat(fresh).startsWith("whsec_").isNotEqualTo(old);
        assertThat(rotated.<String>path("hint")).isEqualTo(hint(fresh));
        secret(id).then().body("$", not(hasKey("secret"))).body("previous[0].hint", equalTo(hint(old)));
        SealedKeys keys = published(id).signingKeys();
        assertThat(open(id, keys.current())).isEqualTo(SigningKey.parse(fresh));
        assertThat(keys.previous()).hasSize(1);
        assertThat(open(id, keys.previous().get(0).key())).isEqualTo(SigningKey.parse(old));
    }

    @Test
    void overlapsADayWhereNothingIsSaid() {
        // given
        String id = Api.created("default");

        // when
        Response rotated = Api.as(Keys.EDITOR).post(path(id) + "/rotate");

        // then
        rotated.then().statusCode(200);
        Instant until = Instant.parse(rotated.path("previous[0].until"));
        assertThat(Duration.between(Instant.now(), until)).isBetween(Duration.ofHours(23), Duration.ofHours(24));
    }

    @Test
    void endsEveryOldSecretAtOnceWithoutOverlap() {
        // given
        String id = Api.created("leaked");
        rotate(id, "{\"overlap\": \"PT24H\"}");

        // when
        Response rotated = rotate(id, "{\"overlap\": \"PT0S\"}");

        // then
        rotated.then().statusCode(200).body("$", not(hasKey("previous")));
        assertThat(published(id).signingKeys().previous()).isEmpty();
    }

    @Test
    void keepsThreeOldSecretsAtMost() {
        // given
        String id = Api.created("often");

        // when
        for (int i = 0; i < 5; i++) {
            rotate(id, "{}").then().statusCode(200);
        }

        // then
        assertThat(secret(id).<List<?>>path("previous")).hasSize(3);
    }

    @Test
    void rotatesOncePerIdempotencyKey() {
        // given
        String id = Api.created("retried");

        // when
        Response first = rotateOnce(id, "rotate-" + id);
        Response second = rotateOnce(id, "rotate-" + id);

        // then
        first.then().statusCode(200);
        second.then().statusCode(200).header("Idempotency-Replayed", "true");
        assertThat(second.asString()).isEqualTo(first.asString());
        assertThat(published(id).signingKeys().previous()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"overlap\": \"P8D\"}   | 422 | /overlap",
                "{\"overlap\": \"-PT1S\"} | 422 | /overlap",
                "{\"overlap\": \"a day\"} | 422 | /overlap",
                "{\"overlap\": 24}        | 422 | /overlap",
                "{\"overlaps\": \"PT1H\"} | 422 | /overlaps",
                "{\"overlap\": \"PT1H\"   | 400 | ''"
            })
    void refusesWhatIsNoOverlap(String body, int status, String pointer) {
        // given
        String id = Api.created("careful");

        // when
        Response refused = rotate(id, body);

        // then
        refused.then().statusCode(status);
        if (status == 422) {
            refused.then().body("errors[0].pointer", equalTo(pointer));
        }
        assertThat(published(id).signingKeys().previous()).isEmpty();
    }

    @Test
    void honoursIfMatchRolesAndTenants() {
        // given
        String id = Api.created("guarded");

        // then
        Api.as(Keys.EDITOR)
                .header("If-Match", "\"7\"")
                .post(path(id) + "/rotate")
                .then()
                .statusCode(412);
        Api.as(Keys.VIEWER).post(path(id) + "/rotate").then().statusCode(403);
        Api.as(Keys.OTHER_TENANT).post(path(id) + "/rotate").then().statusCode(404);
        Api.as(Keys.EDITOR).post(path("nothing") + "/rotate").then().statusCode(404);
        assertThat(published(id).signingKeys().previous()).isEmpty();
    }

    @Test
    void givesAnAsymmetricListenerAPairOfWhichThePublicHalfIsAlwaysShown() {
        // given
        String id = Api.create("""
                        {"name": "pair", "callback": {"type": "http", "url": "https://hooks.example.com/run",
                         "signing": {"scheme": "standard-webhooks", "asymmetric": true}}}""")
                .then()
                .statusCode(201)
                .body("callback.signing.asymmetric", equalTo(true))
                .extract()
                .path("id");

        // when
        String first = secret(id).path("publicKey");
        Response second = secret(id);

        // then
        assertThat(first).startsWith("whpk_");
        second.then().body("publicKey", equalTo(first)).body("$", not(hasKey("secret")));
        AsymmetricKey pair =
                (AsymmetricKey) open(id, published(id).signingKeys().current());
        assertThat(pair.publicForm()).isEqualTo(first);
        assertThat(second.asString()).doesNotContain(pair.reveal());
    }

    @Test
    void rotatesAPair() {
        // given
        String id = Api.created("changing");
        Api.patch(id, "{\"callback\": {\"signing\": {\"asymmetric\": true}}}")
                .then()
                .statusCode(200);
        String old = secret(id).path("publicKey");

        // when
        Response rotated = rotate(id, "{}");

        // then
        assertThat(rotated.<String>path("publicKey")).startsWith("whpk_").isNotEqualTo(old);
        assertThat(rotated.<String>path("previous[0].publicKey")).isEqualTo(old);
    }

    @Test
    void letsTheKeyOfTheSchemeBeforeOverlap() {
        // given
        String id = Api.created("switching");
        String shared = secret(id).path("secret");

        // when
        Api.patch(id, "{\"callback\": {\"signing\": {\"asymmetric\": true}}}")
                .then()
                .statusCode(200);

        // then
        secret(id).then().body("previous[0].hint", equalTo(hint(shared)));
        // when
        Api.patch(id, "{\"callback\": {\"signing\": {\"asymmetric\": false}}}")
                .then()
                .statusCode(200);
        // then
        String fresh = secret(id).path("secret");
        assertThat(fresh).startsWith("whsec_").isNotEqualTo(shared);
    }

    @Test
    void keepsItsKeysThroughOtherChanges() {
        // given
        String id = Api.created("steady");
        rotate(id, "{}");
        SealedKeys keys = published(id).signingKeys();

        // when
        Api.patch(id, "{\"description\": \"changed\"}").then().statusCode(200);

        // then
        assertThat(published(id).signingKeys()).isEqualTo(keys);
    }

    private Listener published(String id) {
        return listeners.get(TenantId.DEFAULT, new ListenerId(id)).listener();
    }

    private WebhookKey open(String id, SealedKey key) {
        String place = Listener.signingKeyPlace(TenantId.DEFAULT, new ListenerId(id), key.scheme());
        return key.scheme().read(cipher.decrypt(key.secret(), place));
    }

    private static String hint(String secret) {
        return "…" + secret.substring(secret.length() - 4);
    }

    private static String path(String id) {
        return Api.LISTENERS + "/" + id + "/secret";
    }

    private static Response secret(String id) {
        return Api.as(Keys.EDITOR).get(path(id));
    }

    private static Response rotate(String id, String body) {
        return Api.as(Keys.EDITOR).contentType(ContentType.JSON).body(body).post(path(id) + "/rotate");
    }

    private static Response rotateOnce(String id, String key) {
        return Api.as(Keys.EDITOR)
                .header("Idempotency-Key", key)
                .contentType(ContentType.JSON)
                .body("{}")
                .post(path(id) + "/rotate");
    }
}
