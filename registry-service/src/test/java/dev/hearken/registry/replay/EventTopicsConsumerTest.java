package dev.hearken.registry.replay;

import dev.hearken.registry.replay.EventReadingConsumer.Batch;
import dev.hearken.registry.replay.EventReadingConsumer.Found;
import dev.hearken.registry.replay.EventTopicsConsumer.Plan;
import dev.hearken.test.TestBackends;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EventTopicsConsumerTest {
    private static final String BOOTSTRAP = TestBackends.shared().bootstrapServers();
    private static final Instant BEGIN = Instant.parse("2026-01-07T02:00:00Z");
    private static final int MOST_LOOKS = 200;

    private final EventLog log = new EventLog(BOOTSTRAP);
    private final String topic = "replayed-" + UUID.randomUUID();

    @BeforeEach
    void topic() throws Exception {
        // Times long ago: nothing of them is to be taken by retention.
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", BOOTSTRAP))) {
            admin.createTopics(List.of(new NewTopic(topic, 2, (short) 1).configs(Map.of("retention.ms", "-1"))))
                    .all()
                    .get();
        }
    }

    @Test
    void readsFromTheFirstRecordOfATimeRangeToAWhileAfterItsEnd() throws Exception {
        // given
        log.publish(topic, "e", 0, 2, BEGIN);
        log.publish(topic, "e", 2, 4, BEGIN.plusSeconds(60));
        log.publish(topic, "e", 4, 5, BEGIN.plusSeconds(600));
        log.publish(topic, "e", 5, 6, BEGIN.plus(EventTopicsConsumer.DISORDER).plusSeconds(3600));

        // when
        Plan plan = topics(topic).plan(BEGIN.plusSeconds(30), BEGIN.plusSeconds(300));

        // then
        assertThat(plan.gone()).isEqualTo(Gone.NOTHING);
        assertThat(plan.spans()).containsExactlyInAnyOrder(new Span(topic, 0, 2, 2, 5), new Span(topic, 1, 0, 0, 0));
        assertThat(read(plan.spans()).records())
                .extracting(found -> found.source().offset())
                .containsExactly(2L, 3L, 4L);
    }

    @Test
    void goesOnWhereItIsTold() throws Exception {
        // given
        log.publish(topic, "e", 0, 5, BEGIN);

        // when
        Batch all = read(List.of(new Span(topic, 0, 0, 3, 4)));

        // then
        assertThat(all.records()).extracting(found -> found.source().offset()).containsExactly(3L);
        assertThat(all.after()).contains(new Span(topic, 0, 0, 4, 4));
    }

    @Test
    void saysBeforeWhatTimeTheTopicHasForgotten() throws Exception {
        // given
        log.publish(topic, "e", 0, 2, BEGIN);
        log.publish(topic, "e", 2, 4, BEGIN.plusSeconds(60));
        log.deleteBefore(topic, 2);

        // then
        assertThat(topics(topic).plan(BEGIN, BEGIN.plusSeconds(300)).gone())
                .isEqualTo(new Gone(0, Optional.of(BEGIN.plusSeconds(60))));
        assertThat(topics(topic)
                        .plan(BEGIN.plusSeconds(60), BEGIN.plusSeconds(300))
                        .gone())
                .isEqualTo(Gone.NOTHING);
    }

    @Test
    void countsWhatIsTakenWhileItReads() throws Exception {
        // given
        log.publish(topic, "e", 0, 5, BEGIN);
        List<Span> spans = topics(topic).plan(BEGIN, BEGIN.plusSeconds(300)).spans();
        log.deleteBefore(topic, 3);

        // when
        Batch all = read(spans);

        // then
        assertThat(all.records()).extracting(found -> found.source().offset()).containsExactly(3L, 4L);
        assertThat(all.gone()).isEqualTo(new Gone(3, Optional.of(BEGIN)));
    }

    @Test
    void givesUpOnWhatATopicThatWasMadeAnewHasLost() throws Exception {
        // given
        log.publish(topic, "e", 0, 2, BEGIN);

        // when
        Batch all = read(List.of(new Span(topic, 0, 0, 7, 10)));

        // then
        assertThat(all.records()).isEmpty();
        assertThat(all.gone()).isEqualTo(new Gone(3, Optional.of(BEGIN.plusSeconds(300))));
    }

    @Test
    void cannotReadATopicThatDoesNotExist() {
        assertThatThrownBy(() -> topics("nobody-" + topic).plan(BEGIN, BEGIN.plusSeconds(1)))
                .isInstanceOf(ReplayImpossibleException.class)
                .hasMessageContaining("does not exist");
    }

    private Batch read(List<Span> spans) {
        List<Found> records = new ArrayList<>();
        List<Span> after = new ArrayList<>();
        Gone gone = Gone.NOTHING;
        try (EventReadingConsumer reading = topics(topic).read(spans, BEGIN.plusSeconds(300))) {
            for (int look = 0; look < MOST_LOOKS && !reading.isDone(); look++) {
                Batch batch = reading.next();
                records.addAll(batch.records());
                after.addAll(batch.after());
                gone = gone.plus(batch.gone());
            }
            assertThat(reading.isDone()).isTrue();
        }
        return new Batch(records, after, gone);
    }

    private static EventTopicsConsumer topics(String topic) {
        ReplayConfig config = new SmallRyeConfigBuilder()
                .withMapping(ReplayConfig.class)
                .withSources(new PropertiesConfigSource(Map.of("registry.replay.topics", topic), "test", 100))
                .build()
                .getConfigMapping(ReplayConfig.class);
        return new EventTopicsConsumer(
                Map.of(
                        "bootstrap.servers",
                        BOOTSTRAP,
                        "reconnect.backoff.max.ms",
                        Duration.ofSeconds(1).toMillis()),
                config);
    }
}
