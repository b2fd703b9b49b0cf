package dev.hearken.registry.outbox;

import dev.hearken.model.catalog.CatalogMark;
import dev.hearken.model.listener.Listener;
import dev.hearken.registry.Api;
import dev.hearken.registry.RegistryResource;
import dev.hearken.test.TestBackends;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

@QuarkusTest
@TestProfile(ReconciliationTest.Often.class)
@WithTestResource(RegistryResource.class)
class ReconciliationTest {
    private final CatalogTopicReader topic =
            new CatalogTopicReader(TestBackends.shared().bootstrapServers());

    @Inject
    MeterRegistry meters;

    /** Compares every second instead of every five minutes. */
    public static final class Often implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            // What other tests have left in the topic is unknown to this database, and much; see MassRemovalTest.
            return Map.of(
                    "registry.outbox.reconcile-every", "PT0.5S",
                    "registry.outbox.allow-mass-removal", "true");
        }
    }

    @BeforeEach
    void keys() {
        Api.installKeys();
    }

    @Test
    void restoresARecordThatWasRemoved() throws Exception {
        // given
        String id = published("removed");

        // when
        topic.write(key(id), null);

        // then
        await().untilAsserted(() -> assertThat(revision(id)).contains(1L));
        await().untilAsserted(() -> assertThat(differences("missing")).isPositive());
    }

    @Test
    void restoresARecordThatWasReplacedByAnOlderOne() throws Exception {
        // given
        String id = published("first");
        String old = topic.last(key(id)).orElseThrow();
        Api.patch(id, "{\"name\": \"second\"}").then().statusCode(200);
        await().untilAsserted(() -> assertThat(revision(id)).contains(2L));

        // when
        topic.write(key(id), old);

        // then
        await().untilAsserted(() -> assertThat(revision(id)).contains(2L));
        await().untilAsserted(() -> assertThat(differences("older")).isPositive());
    }

    @Test
    void restoresARecordThatCannotBeRead() throws Exception {
        // given
        String id = published("garbled");

        // when
        topic.write(key(id), "no JSON");

        // then
        await().untilAsserted(() -> assertThat(revision(id)).contains(1L));
    }

    @Test
    void overtakesARecordThatIsAheadOfTheDatabase() throws Exception {
        // given
        String id = published("true name");
        String ahead = topic.last(key(id))
                .orElseThrow()
                .replace("\"revision\":1", "\"revision\":7")
                .replace("true name", "lost name");

        // when
        topic.write(key(id), ahead);

        // then
        await().untilAsserted(() -> assertThat(revision(id)).contains(8L));
        assertThat(topic.last(key(id)).orElseThrow()).contains("true name");
        assertThat(differences("newer")).isPositive();
        Api.get(id).then().body("revision", equalTo(8)).body("name", equalTo("true name"));
    }

    @Test
    void removesARecordThatTheDatabaseDoesNotHave() throws Exception {
        // given
        String id = published("template");
        String unknown = "01JD9Z6Q0V3T8M2K4N6P8R0S2T";
        String record = topic.last(key(id)).orElseThrow().replace(id, unknown);

        // when
        topic.write(key(unknown), record);

        // then
        await().untilAsserted(() -> assertThat(topic.values(key(unknown))).endsWith(Optional.empty()));
        assertThat(differences("unknown")).isPositive();
    }

    @Test
    void saysAgainThatTheTopicIsCompleteWhenThatIsGone() throws Exception {
        // given
        await().untilAsserted(() -> assertThat(topic.last(CatalogMark.KEY)).isPresent());

        // when
        topic.write(CatalogMark.KEY, null);

        // then
        await().untilAsserted(() -> assertThat(topic.last(CatalogMark.KEY)).isPresent());
        assertThat(topic.values(CatalogMark.KEY)).contains(Optional.empty());
    }

    @Test
    void leavesKindsAloneThatItDoesNotKnow() throws Exception {
        // given
        String key = "default/calendar/x";
        topic.write(key, "{\"revision\": 1}");

        // when
        String id = published("fence");
        topic.write(key(id), null);
        await().untilAsserted(() -> assertThat(revision(id)).contains(1L));

        // then
        assertThat(topic.last(key)).contains("{\"revision\": 1}");
    }

    private String published(String name) {
        String id = Api.created(name);
        await().untilAsserted(() -> assertThat(revision(id)).contains(1L));
        return id;
    }

    private Optional<Long> revision(String id) {
        return topic.last(key(id))
                .flatMap(value -> CatalogTopicReader.listener(key(id), value))
                .map(Listener::revision);
    }

    private double differences(String kind) {
        return meters.get("hearken.outbox.differences")
                .tag("difference", kind)
                .counter()
                .count();
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(60));
    }

    private static String key(String id) {
        return "default/listener/" + id;
    }
}
