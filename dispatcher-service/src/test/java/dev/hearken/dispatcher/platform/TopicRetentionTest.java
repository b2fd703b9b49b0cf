package dev.hearken.dispatcher.platform;

import dev.hearken.test.TestBackends;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** On a real broker. */
class TopicRetentionTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration HOUR = Duration.ofHours(1);

    private final String topic = "kept-" + UUID.randomUUID();
    private final Map<String, Object> kafka =
            Map.of("bootstrap.servers", TestBackends.shared().bootstrapServers());
    private final Admin admin = Admin.create(kafka);
    private Duration later = Duration.ZERO;
    private final TopicRetention retention = new TopicRetention(kafka, this::now);

    private Instant now() {
        return Instant.parse("2026-01-07T02:00:00Z").plus(later);
    }

    @AfterEach
    void close() {
        retention.close();
        admin.close();
    }

    @Test
    void keepsARecordAsLongAsTheTopicSays() throws Exception {
        // given
        create(Map.of("retention.ms", Long.toString(HOUR.toMillis())));

        // when, then
        assertThat(keeps(Duration.ZERO, Duration.ZERO))
                .as("nobody has told yet")
                .isFalse();
        awaitKept(Duration.ZERO, Duration.ofMinutes(59));
        assertThat(keeps(Duration.ZERO, Duration.ofMinutes(61))).isFalse();
        assertThat(keeps(Duration.ofMinutes(-30), Duration.ofMinutes(29))).isTrue();
        assertThat(keeps(Duration.ofMinutes(-30), Duration.ofMinutes(31))).isFalse();
        assertThat(keeps(Duration.ofDays(1), Duration.ofMinutes(61)))
                .as("a timestamp in the future")
                .isFalse();
    }

    @Test
    void keepsRecordsForEverWhereNothingDeletesThem() throws Exception {
        create(Map.of("retention.ms", "-1"));

        awaitKept(Duration.ofDays(-1_000), Duration.ofDays(1_000));
        assertThat(keeps(Duration.ofDays(-1_000), Duration.ofDays(40_000))).isFalse();
    }

    @Test
    void isCertainOfNothingWhereMoreThanTimeDeletes() throws Exception {
        // given
        create(Map.of("retention.bytes", "1000000"));
        String bySize = topic;
        awaitTold(bySize);

        // when, then
        assertThat(retention.keeps(bySize, now(), now())).isFalse();
        change("retention.bytes", "-1");
        change("cleanup.policy", "compact");
        awaitTold(bySize);
        assertThat(retention.keeps(bySize, now(), now())).isFalse();
        assertThat(retention.keeps("missing-" + UUID.randomUUID(), now(), now()))
                .isFalse();
    }

    @Test
    void hearsOfAChangeWithinAMinute() throws Exception {
        // given
        create(Map.of("retention.ms", Long.toString(HOUR.toMillis())));
        awaitKept(Duration.ZERO, Duration.ofMinutes(59));

        // when
        change("retention.ms", "60000");

        // then
        later = later.plusSeconds(61);
        await().atMost(LONG).until(() -> !keeps(Duration.ZERO, Duration.ofMinutes(59)));
        assertThat(keeps(Duration.ZERO, Duration.ofSeconds(59))).isTrue();
    }

    /** Until a topic that was asked about later is known. */
    private void awaitTold(String name) throws ExecutionException, InterruptedException {
        String other = "told-" + UUID.randomUUID();
        admin.createTopics(List.of(new NewTopic(other, 1, (short) 1))).all().get();
        await().atMost(LONG).until(() -> {
            later = later.plusSeconds(61);
            retention.keeps(name, now(), now());
            return retention.keeps(other, now(), now());
        });
    }

    /** A topic that was just created may be unknown for a moment, and is asked for again after a minute. */
    private void awaitKept(Duration timestamp, Duration until) {
        await().atMost(LONG).until(() -> {
            later = later.plusSeconds(61);
            return keeps(timestamp, until);
        });
    }

    private boolean keeps(Duration timestamp, Duration until) {
        return retention.keeps(topic, now().plus(timestamp), now().plus(until));
    }

    private void create(Map<String, String> config) throws ExecutionException, InterruptedException {
        admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1).configs(config)))
                .all()
                .get();
    }

    private void change(String name, String value) throws ExecutionException, InterruptedException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        admin.incrementalAlterConfigs(
                        Map.of(resource, List.of(new AlterConfigOp(new ConfigEntry(name, value), OpType.SET))))
                .all()
                .get();
    }
}
