package dev.hearken.registry.outbox;

import dev.hearken.registry.RegistryResource;
import dev.hearken.test.TestBackends;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A registry on a database that is not the topic's. */
@QuarkusTest
@TestProfile(MassRemovalTest.Often.class)
@WithTestResource(RegistryResource.class)
class MassRemovalTest {
    private final CatalogTopicReader topic =
            new CatalogTopicReader(TestBackends.shared().bootstrapServers());

    @Inject
    MeterRegistry meters;

    /** Compares twice a second instead of every five minutes. */
    public static final class Often implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("registry.outbox.reconcile-every", "PT0.5S");
        }
    }

    @Test
    void doesNotRemoveManyRecordsAtOnceThatTheDatabaseDoesNotHave() throws Exception {
        // given
        List<String> foreign = IntStream.range(0, 400)
                .mapToObj(i -> "default/listener/01JD9Z6Q0V3T8M2K4N6P8R%04d".formatted(i))
                .toList();
        double before = unknown();

        // when
        topic.writeAll(foreign, "{\"revision\": 1}");

        // then
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(unknown() - before).isGreaterThanOrEqualTo(800));
        List<Optional<String>> kept =
                List.of(topic.last(foreign.get(0)), topic.last(foreign.get(200)), topic.last(foreign.get(399)));
        topic.writeAll(foreign, null);
        assertThat(kept).doesNotContain(Optional.empty());
    }

    private double unknown() {
        return meters.get("hearken.outbox.differences")
                .tag("difference", "unknown")
                .counter()
                .count();
    }
}
