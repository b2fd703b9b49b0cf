package dev.hearken.model.topic;

import dev.hearken.model.delivery.RetryTier;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class TopicsTest {
    private static final Map<String, Topic> BY_NAME =
            Topics.all().stream().collect(Collectors.toMap(Topic::name, Function.identity()));

    @Test
    void namesEveryTopicOnce() {
        // when
        List<Topic> topics = Topics.all();

        // then
        assertThat(topics)
                .extracting(Topic::name)
                .containsExactly(
                        "workflow.executions",
                        "workflow.tasks",
                        "hearken.catalog",
                        "hearken.retry.5s",
                        "hearken.retry.30s",
                        "hearken.retry.2m",
                        "hearken.retry.10m",
                        "hearken.retry.30m",
                        "hearken.retry.2h",
                        "hearken.retry.5h",
                        "hearken.retry.10h",
                        "hearken.owned",
                        "hearken.owned-lanes",
                        "hearken.redeliveries",
                        "hearken.cancellations",
                        "hearken.dead-letters",
                        "hearken.invalid-events",
                        "hearken.attempts",
                        "hearken.listener-state");
        assertThat(topics).allSatisfy(topic -> assertThat(topic.partitions()).isPositive());
    }

    @ParameterizedTest
    @CsvSource({
        "workflow.executions, P7D",
        "workflow.tasks, P7D",
        "hearken.retry.5s, P14D",
        "hearken.retry.10h, P14D",
        "hearken.owned, P14D",
        "hearken.redeliveries, P14D",
        "hearken.cancellations, P14D",
        "hearken.dead-letters, P30D",
        "hearken.invalid-events, P30D",
        "hearken.attempts, P7D"
    })
    void keepsRecordsForTheirTime(String name, Duration retention) {
        // when
        Map<String, String> config = BY_NAME.get(name).config();

        // then
        assertThat(config).containsEntry("cleanup.policy", "delete");
        assertThat(config).containsEntry("retention.ms", Long.toString(retention.toMillis()));
    }

    @Test
    void keepsTheCatalogCompacted() {
        // when
        Topic catalog = BY_NAME.get(Topics.CATALOG);

        // then
        assertThat(catalog.config())
                .containsEntry("cleanup.policy", "compact")
                .containsEntry("delete.retention.ms", "604800000")
                .doesNotContainKey("retention.ms");
        assertThat(catalog.partitions()).as("one order over all objects").isEqualTo(1);
    }

    @Test
    void keepsTheLocksOfLanesForEverInOneOrder() {
        // when
        Topic lanes = BY_NAME.get(Topics.OWNED_LANES);

        // then
        assertThat(lanes.config())
                .containsEntry("cleanup.policy", "compact")
                .containsEntry("min.compaction.lag.ms", "3600000")
                .doesNotContainKey("retention.ms");
        assertThat(lanes.partitions()).as("one order of locks and fences").isEqualTo(1);
    }

    @Test
    void keepsTheLastStateOfEachListenerForAMonth() {
        // when
        Topic state = BY_NAME.get(Topics.LISTENER_STATE);

        // then
        assertThat(state.config())
                .containsEntry("cleanup.policy", "compact,delete")
                .containsEntry("retention.ms", "2592000000");
        assertThat(state.partitions()).as("one order over all instances").isEqualTo(1);
    }

    @Test
    void givesRoomToRecordsThatCarryAnEventAndItsBody() {
        // when
        List<String> large = Topics.all().stream()
                .filter(topic -> "8388608".equals(topic.config().get("max.message.bytes")))
                .map(Topic::name)
                .toList();

        // then
        assertThat(large)
                .hasSize(RetryTier.values().length + 4)
                .allMatch(name -> name.startsWith("hearken.retry.")
                        || name.equals(Topics.OWNED)
                        || name.equals(Topics.REDELIVERIES)
                        || name.equals(Topics.DEAD_LETTERS)
                        || name.equals(Topics.INVALID_EVENTS));
    }

    @Test
    void keepsItsSettingsWhenTheGivenMapChanges() {
        // given
        Map<String, String> config = new HashMap<>(Map.of("a", "b"));
        Topic topic = new Topic("t", 1, config);

        // when
        config.clear();

        // then
        assertThat(topic.config()).containsOnlyKeys("a");
    }
}
