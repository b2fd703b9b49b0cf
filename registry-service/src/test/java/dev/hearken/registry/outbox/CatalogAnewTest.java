package dev.hearken.registry.outbox;

import dev.hearken.model.catalog.CatalogMark;
import dev.hearken.registry.Api;
import dev.hearken.registry.RegistryResource;
import dev.hearken.test.TestBackends;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The catalog topic is filled again long before the next comparison that is due by the clock. */
@QuarkusTest
@TestProfile(CatalogAnewTest.Seldom.class)
@WithTestResource(RegistryResource.class)
class CatalogAnewTest {
    private static final String TOPIC = "hearken.catalog";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String BOOTSTRAP = TestBackends.shared().bootstrapServers();

    private final CatalogTopicReader topic = new CatalogTopicReader(BOOTSTRAP);
    private final Admin admin = Admin.create(Map.of("bootstrap.servers", BOOTSTRAP));

    public static final class Seldom implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("registry.outbox.reconcile-every", "PT24H");
        }
    }

    @BeforeEach
    void keys() {
        Api.installKeys();
    }

    @AfterEach
    void close() {
        admin.close();
    }

    @Test
    void isFilledAfterItWasMadeAnew() throws Exception {
        // given
        List<String> listeners = published();
        int partitions = partitions();

        // when
        admin.deleteTopics(List.of(TOPIC)).all().get();
        create(partitions);

        // then
        awaitAll(listeners);
    }

    @Test
    void isFilledAfterItWasEmptied() throws Exception {
        // given
        List<String> listeners = published();
        Map<TopicPartition, RecordsToDelete> everything = IntStream.range(0, partitions())
                .mapToObj(partition -> new TopicPartition(TOPIC, partition))
                .collect(Collectors.toMap(partition -> partition, partition -> RecordsToDelete.beforeOffset(-1)));

        // when
        cleanUpBy("delete");
        admin.deleteRecords(everything).all().get();
        cleanUpBy("compact");

        // then
        awaitAll(listeners);
    }

    private List<String> published() {
        List<String> keys = IntStream.range(0, 3)
                .mapToObj(i -> "default/listener/" + Api.created("kept " + i))
                .toList();
        awaitAll(keys);
        return keys;
    }

    private void awaitAll(List<String> keys) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
            assertThat(keys).extracting(topic::last).doesNotContain(Optional.empty());
            assertThat(topic.last(CatalogMark.KEY)).isPresent();
        });
    }

    /** Brokers delete nothing from a topic that they only compact. */
    private void cleanUpBy(String policy) throws Exception {
        AlterConfigOp set = new AlterConfigOp(new ConfigEntry("cleanup.policy", policy), AlterConfigOp.OpType.SET);
        admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, TOPIC), List.of(set)))
                .all()
                .get();
    }

    private int partitions() throws Exception {
        return admin.describeTopics(List.of(TOPIC))
                .allTopicNames()
                .get()
                .get(TOPIC)
                .partitions()
                .size();
    }

    /** A topic that was deleted is in the way for a moment. */
    private void create(int partitions) {
        await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            admin.createTopics(List.of(
                            new NewTopic(TOPIC, partitions, (short) 1).configs(Map.of("cleanup.policy", "compact"))))
                    .all()
                    .get();
            return true;
        });
    }
}
