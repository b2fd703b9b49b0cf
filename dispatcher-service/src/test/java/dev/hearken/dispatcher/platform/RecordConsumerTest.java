package dev.hearken.dispatcher.platform;

import dev.hearken.test.TestBackends;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** On a real broker. */
class RecordConsumerTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int MAX_RECORDS = 100;

    private final String topic = "consumer-" + UUID.randomUUID();
    private final TopicPartition partition = new TopicPartition(topic, 0);
    private final Map<String, Object> kafka =
            Map.of("bootstrap.servers", TestBackends.shared().bootstrapServers());
    private final Admin admin = Admin.create(kafka);
    private final Queue<String> heard = new ConcurrentLinkedQueue<>();
    private final List<RecordConsumer> consumers = new ArrayList<>();

    /** As the defaults say, but for what would only make a test slow. */
    private record Platform() implements PlatformConfig {
        @Override
        public String instance() {
            return "test";
        }

        @Override
        public Duration commitInterval() {
            return Duration.ofMillis(100);
        }

        @Override
        public Duration drainTimeout() {
            return Duration.ofSeconds(10);
        }

        @Override
        public Duration revokeTimeout() {
            return Duration.ofSeconds(3);
        }

        @Override
        public Duration stalledAfter() {
            return Duration.ofMinutes(3);
        }
    }

    @BeforeEach
    void createTopic() throws ExecutionException, InterruptedException {
        admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
    }

    @AfterEach
    void close() throws InterruptedException {
        for (RecordConsumer consumer : consumers) {
            consumer.close();
        }
        admin.close();
    }

    @Test
    void countsWhatWasDeletedBeforeItWasReadButNotWhatWasSettledAlready() throws Exception {
        // given
        publish(0, 20);
        commit(new OffsetAndMetadata(4, "beyond:2-3,9-12"));
        deleteBefore(15);

        // when
        RecordConsumer consumer = start();

        // then
        await().atMost(LONG).until(() -> committed() == 20);
        assertThat(heard).containsExactly("17", "18", "19");
        assertThat(consumer.recordsSkipped()).isEqualTo(11 - 2 - 2);
    }

    @Test
    void countsTheSameRecordsOnce() throws Exception {
        // given
        publish(0, 10);
        commit(new OffsetAndMetadata(2));
        deleteBefore(10);
        RecordConsumer first = start();
        await().atMost(LONG).until(() -> committed() == 10);
        first.close();

        // when
        RecordConsumer second = start();
        publish(10, 11);

        // then
        await().atMost(LONG).until(() -> heard.contains("10"));
        assertThat(first.recordsSkipped()).isEqualTo(8);
        assertThat(second.recordsSkipped()).isZero();
    }

    @Test
    void missesNothingOfATopicThatItNeverRead() throws Exception {
        // given
        publish(0, 5);
        deleteBefore(3);

        // when
        RecordConsumer consumer = start();

        // then
        await().atMost(LONG).until(() -> committed() == 5);
        assertThat(heard).containsExactly("3", "4");
        assertThat(consumer.recordsSkipped()).isZero();
    }

    @Test
    void missesWhatCameAndWentAfterItHadSeenAnEmptyTopic() throws Exception {
        // given
        RecordConsumer early = start();
        await().atMost(LONG).until(() -> committed() == 0);
        early.close();
        publish(0, 5);
        deleteBefore(5);

        // when
        RecordConsumer late = start();

        // then
        await().atMost(LONG).until(() -> late.recordsSkipped() == 5);
        assertThat(heard).isEmpty();
    }

    @Test
    void readsATopicFromTheBeginningThatIsShorterThanWhatWasCommitted() throws Exception {
        // given
        publish(0, 5);
        commit(new OffsetAndMetadata(50, "beyond:3-4"));

        // when
        RecordConsumer consumer = start();

        // then
        await().atMost(LONG).until(() -> committed() == 5);
        assertThat(heard).containsExactly("0", "1", "2", "3", "4");
        assertThat(consumer.recordsSkipped()).isZero();
    }

    @Test
    void takesNoMoreWhileTooMuchIsUnderWayOfWhatTheRecordsLeadTo() {
        // given
        publish(0, 50);
        Manifold manifold = new Manifold();

        // when
        start(manifold, Map.of("max.poll.records", "1"));

        // then
        await().atMost(LONG).until(() -> heard.size() == 2);
        await().during(Duration.ofMillis(500)).until(() -> heard.size() == 2);
        manifold.settle();
        await().atMost(LONG).until(() -> heard.size() == 50);
    }

    /** Each record leads to half of what may be under way. */
    private final class Manifold implements RecordConsumer.Handler {
        private final AtomicInteger underway = new AtomicInteger();
        private final CompletableFuture<Void> settled = new CompletableFuture<>();

        @Override
        public Uni<Void> handle(ConsumerRecord<byte[], byte[]> record) {
            underway.addAndGet(MAX_RECORDS / 2);
            heard.add(new String(record.value(), StandardCharsets.UTF_8));
            return Uni.createFrom().completionStage(settled).invoke(() -> underway.addAndGet(-MAX_RECORDS / 2));
        }

        @Override
        public int underway() {
            return underway.get();
        }

        void settle() {
            settled.complete(null);
        }
    }

    private RecordConsumer start() {
        return start(
                record -> {
                    heard.add(new String(record.value(), StandardCharsets.UTF_8));
                    return Uni.createFrom().voidItem();
                },
                Map.of());
    }

    private RecordConsumer start(RecordConsumer.Handler handler, Map<String, Object> more) {
        Map<String, Object> config = new HashMap<>(kafka);
        config.putAll(more);
        RecordConsumer consumer = new RecordConsumer(
                new RecordConsumer.Settings("test", topic, List.of(topic), MAX_RECORDS, 1_000_000, new Platform()),
                config,
                handler,
                RecordConsumer.Gate.OPEN,
                Clock.systemUTC());
        consumers.add(consumer);
        consumer.start();
        return consumer;
    }

    private void publish(int from, int to) {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = from; i < to; i++) {
                byte[] value = Integer.toString(i).getBytes(StandardCharsets.UTF_8);
                producer.send(new ProducerRecord<>(topic, 0, null, value));
            }
        }
    }

    private void deleteBefore(long offset) throws ExecutionException, InterruptedException {
        admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(offset)))
                .all()
                .get();
    }

    private void commit(OffsetAndMetadata offset) throws ExecutionException, InterruptedException {
        admin.alterConsumerGroupOffsets(topic, Map.of(partition, offset)).all().get();
    }

    private long committed() throws ExecutionException, InterruptedException {
        OffsetAndMetadata offset = admin.listConsumerGroupOffsets(topic)
                .partitionsToOffsetAndMetadata()
                .get()
                .get(partition);
        return offset == null ? -1 : offset.offset();
    }
}
