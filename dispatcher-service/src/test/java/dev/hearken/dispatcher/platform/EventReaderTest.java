package dev.hearken.dispatcher.platform;

import dev.hearken.model.delivery.SourceRecord;
import dev.hearken.test.TestBackends;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** On a real broker. */
class EventReaderTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int RECORDS = 2_000;

    /** Of this day: the broker deletes what is older than its topic keeps. */
    private final long firstMillis = System.currentTimeMillis();

    private final String topic = "reader-" + UUID.randomUUID();
    private final Map<String, Object> kafka =
            Map.of("bootstrap.servers", TestBackends.shared().bootstrapServers());
    private final Admin admin = Admin.create(kafka);
    private final EventReader reader = new EventReader(kafka, new InstanceName("test"));

    @BeforeEach
    void publish() throws ExecutionException, InterruptedException {
        admin.createTopics(List.of(new NewTopic(topic, 2, (short) 1))).all().get();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, 0, null, new byte[1]));
            for (int i = 0; i < RECORDS; i++) {
                producer.send(new ProducerRecord<>(
                        topic, 1, firstMillis + i, null, Integer.toString(i).getBytes(UTF_8)));
            }
        }
    }

    @AfterEach
    void close() throws InterruptedException {
        reader.close();
        admin.close();
    }

    @Test
    void readsRecordsThatLieNearEachOtherAndFarApart() {
        // when
        Map<Long, SourceRecord> found = read(List.of(1_999L, 0L, 3L, 4L, 1_200L));

        // then
        assertThat(found).containsOnlyKeys(0L, 3L, 4L, 1_200L, 1_999L);
        assertThat(found).allSatisfy((offset, record) -> {
            assertThat(new String(record.value(), UTF_8)).isEqualTo(offset.toString());
            assertThat(record.writtenAt()).isEqualTo(Instant.ofEpochMilli(firstMillis + offset));
        });
    }

    @Test
    void leavesOutWhatIsGoneAndWhatHasNeverBeenThere() throws Exception {
        // given
        admin.deleteRecords(Map.of(new TopicPartition(topic, 1), RecordsToDelete.beforeOffset(1_000)))
                .all()
                .get();

        // when, then
        assertThat(read(List.of(1L, 999L, 1_000L, 1_500L, 50_000L))).containsOnlyKeys(1_000L, 1_500L);
        assertThat(read(List.of(1L))).isEmpty();
        assertThat(read(List.of(2_000L))).isEmpty();
    }

    @Test
    void readsManyAtOnceInTurn() {
        // when
        Map<Long, SourceRecord> first = read(LongStream.range(0, 700).boxed().toList());
        Map<Long, SourceRecord> second =
                read(LongStream.range(500, 1_200).boxed().toList());

        // then
        assertThat(first).hasSize(700);
        assertThat(second).hasSize(700);
    }

    @Test
    void doesNotWaitForMoreAtTheEndOfATopic() {
        // given
        read(List.of(RECORDS - 1L));
        Instant begin = Instant.now();

        // when
        for (int i = 0; i < 20; i++) {
            assertThat(read(1, RECORDS - 1L)).isNotEmpty();
            assertThat(read(0, 0L)).isNotEmpty();
        }

        // then
        assertThat(Duration.between(begin, Instant.now()))
                .as("a fetch that waits takes half a second")
                .isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void letsOthersReadWhileATopicIsMissing() {
        // given
        var missing = reader.read("missing-" + UUID.randomUUID(), 0, List.of(0L))
                .subscribe()
                .asCompletionStage();

        // when
        Map<Long, SourceRecord> found = read(List.of(7L));

        // then
        assertThat(found).containsOnlyKeys(7L);
        assertThat(missing).isNotDone();
    }

    private Map<Long, SourceRecord> read(List<Long> offsets) {
        return reader.read(topic, 1, offsets).await().atMost(LONG);
    }

    private Map<Long, SourceRecord> read(int partition, long offset) {
        return reader.read(topic, partition, List.of(offset)).await().atMost(LONG);
    }
}
