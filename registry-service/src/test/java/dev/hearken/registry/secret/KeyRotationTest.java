package dev.hearken.registry.secret;

import dev.hearken.model.TenantId;
import dev.hearken.model.catalog.Secret;
import dev.hearken.model.catalog.VariableName;
import dev.hearken.model.listener.Listener;
import dev.hearken.model.listener.ListenerId;
import dev.hearken.registry.Api;
import dev.hearken.registry.Keys;
import dev.hearken.registry.RegistryResource;
import dev.hearken.secret.EncryptedSecret;
import dev.hearken.secret.KeyRing;
import dev.hearken.secret.SecretCipher;
import dev.hearken.test.marks.Threat;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

@QuarkusTest
@WithTestResource(RegistryResource.class)
class KeyRotationTest {
    private static final TenantId TENANT = TenantId.DEFAULT;

    private final SecretCipher before = new SecretCipher(KeyRing.parse(RegistryResource.OLD_KEY), new SecureRandom());

    @Inject
    KeyRotation rotation;

    @Inject
    @All
    List<StoredSecrets> stores;

    @Inject
    SecretConfig config;

    @Inject
    SecretCipher cipher;

    @Inject
    MeterRegistry meters;

    @BeforeEach
    void keys() {
        Api.installKeys();
    }

    @Test
    @Threat("H9")
    void movesASigningSecretToThePrimaryKey() throws Exception {
        // given
        String id = Api.created("old signature");
        String place = Listener.signingSecretPlace(TENANT, new ListenerId(id));
        byte[] secret =
                cipher.decrypt(new EncryptedSecret(text("signing_secret from listener where id = ?", id)), place);
        update(
                "listener set signing_secret = ? where id = ?",
                before.encrypt(secret, place).value(),
                id);

        // when
        rotation.rotate();

        // then
        EncryptedSecret moved = new EncryptedSecret(text("signing_secret from listener where id = ?", id));
        assertThat(moved.value()).startsWith("v1:test:");
        assertThat(cipher.decrypt(moved, place)).isEqualTo(secret);
        Api.get(id).then().body("revision", equalTo(2)).body("name", equalTo("old signature"));
        assertThat(gauge()).isZero();
    }

    @Test
    void movesASigningSecretThatOverlapsAndRemovesOneThatHasEnded() throws Exception {
        // given
        String id = Api.created("overlapping");
        String place = Listener.signingSecretPlace(TENANT, new ListenerId(id));
        byte[] overlapping = "an overlapping secret of 32 byte".getBytes(StandardCharsets.UTF_8);
        byte[] ended = "a secret that has ended, 32 byte".getBytes(StandardCharsets.UTF_8);
        update(
                "listener set previous_signing_secrets = cast(? as json) where id = ?",
                """
                [{"scheme": "v1", "secret": "%s", "until": "%s"}, {"scheme": "v1", "secret": "%s", "until": "%s"}]""".formatted(
                                before.encrypt(overlapping, place).value(),
                                Instant.now().plusSeconds(600),
                                before.encrypt(ended, place).value(),
                                Instant.now().minusSeconds(600)),
                id);
        assertThat(QuarkusTransaction.requiringNew()
                        .call(() -> stores.stream()
                                .flatMap(store -> store.onePerKey().stream())
                                .toList()))
                .anyMatch(secret -> secret.value().startsWith("v1:old:"));

        // when
        rotation.rotate();

        // then
        assertThat(text("json_array_length(previous_signing_secrets) from listener where id = ?", id))
                .isEqualTo("1");
        EncryptedSecret moved =
                new EncryptedSecret(text("previous_signing_secrets->0->>'secret' from listener where id = ?", id));
        assertThat(moved.value()).startsWith("v1:test:");
        assertThat(cipher.decrypt(moved, place)).isEqualTo(overlapping);
        assertThat(gauge()).isZero();
    }

    @Test
    @Threat("H9")
    void movesASecretToThePrimaryKey() throws Exception {
        // given
        int revision = Api.as(Keys.EDITOR)
                .contentType(ContentType.JSON)
                .body("{\"value\": \"the same as ever\"}")
                .put("/v1/secrets/rotated")
                .then()
                .statusCode(201)
                .extract()
                .path("revision");
        String place = Secret.place(TENANT, new VariableName("rotated"), revision);
        byte[] value = "the same as ever".getBytes(StandardCharsets.UTF_8);
        update(
                "variable set value = ? where name = ?",
                before.encrypt(value, place).value(),
                "rotated");

        // when
        rotation.rotate();

        // then
        assertThat(text("value from variable where name = ?", "rotated")).startsWith("v1:test:");
        Api.as(Keys.VIEWER).get("/v1/secrets/rotated").then().body("hint", equalTo("…ever"));
        assertThat(rotation.rotate()).isZero();
    }

    @Test
    @Threat("H9")
    void stopsTheStartIfAStoredSecretCannotBeRead() {
        // given
        Api.created("encrypted");
        KeyRing blind = KeyRing.parse("blind:ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA=");

        // then
        assertThatThrownBy(() ->
                        new KeyRotation(blind, stores, config, new SimpleMeterRegistry()).start(new StartupEvent()))
                .hasMessageContaining("registry.secret.key-ring")
                .hasMessageContaining("EncryptedSecret[test]");
    }

    @Test
    @Threat("H9")
    void stopsTheStartIfAKeyHasOtherBytesThanItHad() {
        // given
        Api.created("encrypted");
        boolean opens =
                QuarkusTransaction.requiringNew().call(() -> stores.stream().allMatch(StoredSecrets::opensSome));
        List<StoredSecrets> closed = List.of(new Closed());

        // then
        assertThat(opens).isTrue();
        assertThatThrownBy(() -> new KeyRotation(
                                KeyRing.parse(RegistryResource.KEY_RING), closed, config, new SimpleMeterRegistry())
                        .start(new StartupEvent()))
                .hasMessageContaining("registry.secret.key-ring opens none of the stored secrets");
    }

    /** Secrets whose keys have the right names and other bytes. */
    private static final class Closed implements StoredSecrets {
        @Override
        public List<EncryptedSecret> onePerKey() {
            return List.of();
        }

        @Override
        public boolean opensSome() {
            return false;
        }

        @Override
        public int encryptAnew(String primaryPrefix, int limit) {
            return 0;
        }

        @Override
        public long countUnlike(String primaryPrefix) {
            return 0;
        }
    }

    private double gauge() {
        return meters.get("hearken.secrets.under.other.keys").gauge().value();
    }

    private static String text(String query, String parameter) throws Exception {
        try (Connection connection = Api.database().getConnection();
                PreparedStatement select = connection.prepareStatement("select " + query)) {
            select.setString(1, parameter);
            try (ResultSet rows = select.executeQuery()) {
                assertThat(rows.next()).isTrue();
                return rows.getString(1);
            }
        }
    }

    private static void update(String change, String value, String key) throws Exception {
        try (Connection connection = Api.database().getConnection();
                PreparedStatement update = connection.prepareStatement("update " + change)) {
            update.setString(1, value);
            update.setString(2, key);
            assertThat(update.executeUpdate()).isOne();
        }
    }
}
