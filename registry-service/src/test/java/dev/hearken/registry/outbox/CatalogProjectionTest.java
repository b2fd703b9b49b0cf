package dev.hearken.registry.outbox;

import dev.hearken.model.listener.Listener;
import dev.hearken.registry.Api;
import dev.hearken.registry.Keys;
import dev.hearken.registry.RegistryResource;
import dev.hearken.secret.SecretCipher;
import dev.hearken.signing.SigningKey;
import dev.hearken.test.TestBackends;
import dev.hearken.test.marks.Threat;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@QuarkusTest
@WithTestResource(RegistryResource.class)
class CatalogProjectionTest {
    private final CatalogTopicReader topic =
            new CatalogTopicReader(TestBackends.shared().bootstrapServers());

    @Inject
    SecretCipher cipher;

    @BeforeEach
    void keys() {
        Api.installKeys();
    }

    @Test
    @Threat("H7")
    void showsANewListenerWithItsSecretEncrypted() {
        // when
        String id = Api.created("projected");
        String secret =
                Api.as(Keys.EDITOR).get(Api.LISTENERS + "/" + id + "/secret").path("secret");

        // then
        Listener listener = awaitRevision(id, 1);
        assertThat(listener.definition().name()).isEqualTo("projected");
        byte[] decrypted =
                cipher.decrypt(listener.signingSecret(), Listener.signingSecretPlace(listener.tenant(), listener.id()));
        assertThat(SigningKey.of(decrypted).reveal()).isEqualTo(secret);
        assertThat(topic.values(key(id)).toString()).doesNotContain(secret.substring("whsec_".length()));
    }

    @Test
    void followsEveryChange() {
        // given
        String id = Api.created("changing");

        // when
        Api.patch(id, "{\"name\": \"changed\"}").then().statusCode(200);
        Api.as(Keys.EDITOR).post(Api.LISTENERS + "/" + id + "/pause").then().statusCode(200);

        // then
        Listener listener = awaitRevision(id, 3);
        assertThat(listener.definition().name()).isEqualTo("changed");
        assertThat(listener.paused()).isTrue();
    }

    @Test
    void endsWithATombstoneAndForgetsTheRow() {
        // given
        String id = Api.created("ending");
        awaitRevision(id, 1);

        // when
        Api.as(Keys.EDITOR).delete(Api.LISTENERS + "/" + id).then().statusCode(204);

        // then
        await().untilAsserted(() -> {
            List<Optional<String>> values = topic.values(key(id));
            assertThat(values.get(values.size() - 1)).isEmpty();
        });
        await().untilAsserted(() -> assertThat(outboxRows(id)).isZero());
    }

    @Test
    void showsNothingOfAChangeThatWasRefused() {
        // given
        String id = Api.created("unchanged");
        awaitRevision(id, 1);

        // when
        Api.patch(id, "{\"name\": \"\"}").then().statusCode(422);
        Api.patch(id, "{\"description\": \"later\"}").then().statusCode(200);

        // then
        Listener listener = awaitRevision(id, 2);
        assertThat(listener.definition().name()).isEqualTo("unchanged");
        assertThat(topic.values(key(id))).hasSize(2);
    }

    @Test
    void neverGoesBackToAnOlderRevision() {
        // given
        String id = Api.created("r1");

        // when
        for (int revision = 2; revision <= 30; revision++) {
            Api.patch(id, "{\"name\": \"r%d\"}".formatted(revision)).then().statusCode(200);
        }

        // then
        awaitRevision(id, 30);
        List<Long> revisions = topic.values(key(id)).stream()
                .map(value -> listener(id, value.orElseThrow()).revision())
                .toList();
        assertThat(revisions).isSorted().doesNotHaveDuplicates();
    }

    private Listener awaitRevision(String id, long revision) {
        await().untilAsserted(() -> assertThat(
                        topic.last(key(id)).map(value -> listener(id, value).revision()))
                .contains(revision));
        return listener(id, topic.last(key(id)).orElseThrow());
    }

    private static Listener listener(String id, String value) {
        return CatalogTopicReader.listener(key(id), value).orElseThrow();
    }

    private static String key(String id) {
        return "default/listener/" + id;
    }

    private static int outboxRows(String id) throws Exception {
        try (var connection = Api.database().getConnection();
                var query = connection.prepareStatement("select count(*) from catalog_outbox where object_id = ?")) {
            query.setString(1, id);
            try (var result = query.executeQuery()) {
                result.next();
                return result.getInt(1);
            }
        }
    }
}
