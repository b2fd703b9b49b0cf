package dev.hearken.dispatcher.platform;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class BackgroundPublisherTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final MockProducer<byte[], byte[]> kafka =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final WriteFaults faults = new WriteFaults(InstantSource.system(), topic -> false, Runnable::run);
    private final AtomicInteger done = new AtomicInteger();
    private BackgroundPublisher publisher = new BackgroundPublisher(() -> kafka, faults);

    @AfterEach
    void close() throws InterruptedException {
        publisher.close();
    }

    @Test
    void isDoneWhenTheBrokerHasTheRecord() {
        // when
        publish("a");
        await().atMost(LONG).until(() -> kafka.history().size() == 1);

        // then
        assertThat(done).hasValue(0);
        assertThat(kafka.completeNext()).isTrue();
        assertThat(done).hasValue(1);
        assertThat(kafka.history().get(0).key()).asString(UTF_8).isEqualTo("key a");
        assertThat(kafka.history().get(0).value()).asString(UTF_8).isEqualTo("a");
    }

    @Test
    void triesUntilTheTopicTakesTheRecord() {
        // given
        publish("a");
        await().atMost(LONG).until(() -> kafka.history().size() == 1);

        // when
        kafka.errorNext(new TimeoutException("nobody there"));

        // then
        assertThat(faults.first()).contains("topic: nobody there");
        await().atMost(LONG).until(() -> kafka.history().size() == 2);
        assertThat(done).hasValue(0);
        kafka.completeNext();
        assertThat(done).hasValue(1);
        assertThat(faults.first()).isEmpty();
    }

    @Test
    void leavesOutWhatNobodyTakes() {
        // given
        publish("a");
        publish("b");
        await().atMost(LONG).until(() -> kafka.history().size() == 2);

        // when
        kafka.errorNext(new RecordTooLargeException("9 MiB"));
        kafka.completeNext();

        // then
        assertThat(done).hasValue(2);
        assertThat(faults.first()).isEmpty();
        assertThat(kafka.history()).hasSize(2);
    }

    @Test
    void opensAnotherProducerWhereNoneCouldBeOpened() throws InterruptedException {
        // given
        publisher.close();
        AtomicInteger asked = new AtomicInteger();
        MockProducer<byte[], byte[]> second =
                new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());

        // when
        publisher = new BackgroundPublisher(
                () -> {
                    if (asked.incrementAndGet() == 1) {
                        throw new KafkaException("no such host");
                    }
                    return second;
                },
                faults);
        publish("a");

        // then
        await().atMost(LONG).until(() -> done.get() == 1);
        assertThat(asked).hasValue(2);
    }

    /** Closed before its thread has begun, or after: it depends on the machine. */
    @RepeatedTest(100)
    void writesWhatIsLeftWhenItIsClosed() throws InterruptedException {
        // when
        publish("a");
        publish("b");
        publisher.close();

        // then
        assertThat(kafka.history()).hasSize(2);
    }

    private void publish(String value) {
        publisher.publish("topic", "key " + value, () -> value.getBytes(UTF_8), done::incrementAndGet);
    }
}
