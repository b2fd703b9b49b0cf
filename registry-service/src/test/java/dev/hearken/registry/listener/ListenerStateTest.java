package dev.hearken.registry.listener;

import dev.hearken.model.TenantId;
import dev.hearken.model.catalog.CatalogKey;
import dev.hearken.model.delivery.ConditionFailure;
import dev.hearken.model.delivery.DeliveryJson;
import dev.hearken.model.delivery.FailureReason;
import dev.hearken.model.delivery.ListenerState;
import dev.hearken.model.listener.ListenerId;
import dev.hearken.model.topic.Topics;
import dev.hearken.registry.Api;
import dev.hearken.registry.Keys;
import dev.hearken.registry.RegistryResource;
import dev.hearken.test.TestBackends;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@QuarkusTest
@WithTestResource(RegistryResource.class)
class ListenerStateTest {
    private static final Instant SINCE = Instant.parse("2026-01-07T02:14:27.500Z");

    @BeforeEach
    void keys() {
        Api.installKeys();
    }

    @Test
    void showsThatABreakerIsOpenAndThatItClosed() {
        // given
        String id = Api.created("breaking");

        // when
        say(id, 1, ListenerState.Health.OPEN, FailureReason.TIMEOUT);

        // then
        JsonPath open = awaitHealth(id, "open");
        assertThat(open.getString("state.reason")).isEqualTo("timeout");
        assertThat(open.getString("state.since")).isEqualTo(SINCE.toString());
        assertThat(open.getInt("revision")).as("nothing that the owner did").isEqualTo(1);
        assertThat(Api.as(Keys.VIEWER)
                        .get(Api.LISTENERS + "?health=open")
                        .jsonPath()
                        .getList("items.id"))
                .contains(id);
        assertThat(Api.as(Keys.VIEWER)
                        .get(Api.LISTENERS + "?health=active")
                        .jsonPath()
                        .getList("items.id"))
                .doesNotContain(id);

        // and when
        say(id, 1, ListenerState.Health.ACTIVE, null);

        // then
        assertThat(awaitHealth(id, "active").getString("state.reason")).isNull();
    }

    @Test
    void disablesAListenerThatWasGivenUpUntilItsOwnerEnablesIt() {
        // given
        String id = Api.created("gone");

        // when
        say(id, 1, ListenerState.Health.DISABLED, FailureReason.GONE);

        // then
        JsonPath disabled = awaitHealth(id, "disabled");
        assertThat(disabled.getBoolean("enabled")).isFalse();
        assertThat(disabled.getString("state.reason")).isEqualTo("gone");
        assertThat(disabled.getInt("revision")).isEqualTo(2);

        // and when
        JsonPath enabled =
                Api.as(Keys.EDITOR).post(Api.LISTENERS + "/" + id + "/enable").jsonPath();

        // then
        assertThat(enabled.getString("state.health")).isEqualTo("active");
        assertThat(enabled.getString("state.reason")).isNull();
    }

    @Test
    void keepsAListenerThatWasChangedSinceItWasGivenUp() {
        // given
        String id = Api.created("mended");
        Api.patch(id, "{\"name\": \"mended already\"}").then().statusCode(200);

        // when
        say(id, 1, ListenerState.Health.DISABLED, FailureReason.GONE);
        say(id, 2, ListenerState.Health.DEGRADED, FailureReason.DNS);

        // then
        JsonPath degraded = awaitHealth(id, "degraded");
        assertThat(degraded.getBoolean("enabled")).isTrue();
        assertThat(degraded.getString("state.reason")).isEqualTo("dns");
    }

    @Test
    void showsWhyAConditionCouldNotBeJudgedUntilThereIsAnotherOne() {
        // given
        String id = Api.create("""
                {"name": "conditional", "condition": "metadata.rows > 0",
                 "callback": {"type": "http", "url": "https://hooks.example.com/"}}""").path("id");

        // when
        sayFailed(id, 7, "of a revision that is not there");
        sayFailed(id, 1, "key 'rows' is not present in map.");

        // then
        JsonPath failed = await().atMost(Duration.ofSeconds(30))
                .until(() -> Api.get(id).jsonPath(), view -> view.get("state.conditionError") != null);
        assertThat(failed.getString("state.conditionError.detail")).isEqualTo("key 'rows' is not present in map.");
        assertThat(failed.getString("state.conditionError.at")).isEqualTo(SINCE.toString());
        assertThat(failed.getString("state.health")).isEqualTo("active");
        assertThat(failed.getInt("revision")).isEqualTo(1);

        // and when
        JsonPath paused =
                Api.as(Keys.EDITOR).post(Api.LISTENERS + "/" + id + "/pause").jsonPath();
        JsonPath changed =
                Api.patch(id, "{\"condition\": \"has(metadata.rows)\"}").jsonPath();

        // then
        assertThat(paused.getString("state.conditionError.at")).isEqualTo(SINCE.toString());
        assertThat(changed.getMap("state")).containsKey("conditionError");
        assertThat(changed.<Object>get("state.conditionError")).isNull();
    }

    @Test
    void ignoresAListenerThatItDoesNotKnowAndBytesThatSayNothing() {
        // given
        String id = Api.created("next");

        // when
        say("01JDXYZABCDEFGHJKMNPQRSTVW", 1, ListenerState.Health.OPEN, FailureReason.TIMEOUT);
        send("nonsense", "{".getBytes(StandardCharsets.UTF_8));
        send("tombstone", null);
        say(id, 1, ListenerState.Health.OPEN, FailureReason.TLS);

        // then
        assertThat(awaitHealth(id, "open").getString("state.reason")).isEqualTo("tls");
    }

    private static JsonPath awaitHealth(String id, String health) {
        return await().atMost(Duration.ofSeconds(30))
                .until(() -> Api.get(id).jsonPath(), view -> health.equals(view.getString("state.health")));
    }

    private static void say(String id, long revision, ListenerState.Health health, FailureReason reason) {
        TenantId tenant = TenantId.DEFAULT;
        ListenerId listener = new ListenerId(id);
        send(
                CatalogKey.of(tenant, listener).toString(),
                DeliveryJson.write(new ListenerState(tenant, listener, revision, health, reason, SINCE, SINCE, "d-1")));
    }

    private static void sayFailed(String id, long revision, String error) {
        TenantId tenant = TenantId.DEFAULT;
        ListenerId listener = new ListenerId(id);
        send(
                CatalogKey.of(tenant, listener) + "/condition",
                DeliveryJson.write(new ConditionFailure(tenant, listener, revision, error, SINCE, "d-1")));
    }

    private static void send(String key, byte[] value) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", TestBackends.shared().bootstrapServers(), "acks", "all");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topics.LISTENER_STATE, key.getBytes(StandardCharsets.UTF_8), value));
        }
    }
}
