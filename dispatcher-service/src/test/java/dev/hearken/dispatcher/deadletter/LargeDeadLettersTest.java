package dev.hearken.dispatcher.deadletter;

import dev.hearken.dispatcher.DispatcherResource;
import dev.hearken.model.TenantId;
import dev.hearken.model.delivery.DeadLetter;
import dev.hearken.model.delivery.Delivery;
import dev.hearken.model.delivery.DeliveryId;
import dev.hearken.model.delivery.DeliveryJson;
import dev.hearken.model.delivery.FailureReason;
import dev.hearken.model.delivery.RenderedBody;
import dev.hearken.model.delivery.SourceRecord;
import dev.hearken.model.listener.ListenerId;
import dev.hearken.model.topic.Topics;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;

import static dev.hearken.dispatcher.TestTopics.records;
import static org.assertj.core.api.Assertions.assertThat;

/** What is too large for the topics of what is given up, on a real broker. */
@QuarkusTest
@WithTestResource(DispatcherResource.class)
class LargeDeadLettersTest {
    private static final ListenerId LISTENER = new ListenerId("01JDXYZABCDEFGHJKMNPQRST97");
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int TOO_LARGE = Topics.MAX_DELIVERY_BYTES + 1;

    @Inject
    DeadLetterPublisher deadLetters;

    @Inject
    InvalidEventPublisher invalidEvents;

    @Test
    void leavesThePayloadOutAndSaysWhereItStands() {
        // given
        Delivery delivery = delivery(TOO_LARGE);

        // when
        deadLetters
                .publish(delivery, FailureReason.STATUS_PERMANENT, "No.")
                .await()
                .atMost(LONG);

        // then
        assertThat(letters(delivery)).singleElement().satisfies(letter -> {
            assertThat(letter.leftOut()).isEqualTo(TOO_LARGE);
            assertThat(letter.reason()).isEqualTo(FailureReason.STATUS_PERMANENT);
            assertThat(letter.detail()).isEqualTo("No.");
            assertThat(letter.delivery().source())
                    .usingRecursiveComparison()
                    .isEqualTo(new SourceRecord("large", 3, 42, null, Map.of(), new byte[0]));
            assertThat(letter.delivery().body()).usingRecursiveComparison().isEqualTo(RenderedBody.NONE);
        });
    }

    @Test
    void keepsThePayloadOfWhatFits() {
        // given
        Delivery delivery = delivery(1_000);

        // when
        deadLetters.publish(delivery, FailureReason.EXPIRED, null).await().atMost(LONG);

        // then
        assertThat(letters(delivery)).singleElement().satisfies(letter -> {
            assertThat(letter.leftOut()).isNull();
            assertThat(letter.delivery().source().value()).hasSize(1_000);
        });
    }

    @Test
    void leavesOutTheBytesOfAnInvalidEventThatIsTooLarge() {
        // given
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("large-invalid", 1, 7, null, new byte[TOO_LARGE]);

        // when
        invalidEvents.publish(record, "no-json", "Not JSON.").await().atMost(LONG);

        // then
        assertThat(records(Topics.INVALID_EVENTS).stream()
                        .filter(written -> header(written, "hearken-topic").equals("large-invalid")))
                .singleElement()
                .satisfies(written -> {
                    assertThat(written.value()).isEmpty();
                    assertThat(header(written, "hearken-partition")).isEqualTo("1");
                    assertThat(header(written, "hearken-offset")).isEqualTo("7");
                    assertThat(header(written, "hearken-reason")).isEqualTo("no-json");
                });
    }

    private static Delivery delivery(int bytes) {
        Instant now = Instant.now();
        return new Delivery(
                DeliveryId.of(TenantId.DEFAULT, "s", "e" + bytes, LISTENER),
                TenantId.DEFAULT,
                LISTENER,
                "e" + bytes,
                "execution.succeeded",
                new SourceRecord("large", 3, 42, "key", Map.of("h", "x"), new byte[bytes]),
                new RenderedBody("text/plain", "body".getBytes(StandardCharsets.UTF_8)),
                now,
                now,
                List.of());
    }

    private static List<DeadLetter> letters(Delivery delivery) {
        return records(Topics.DEAD_LETTERS).stream()
                .flatMap(record -> DeliveryJson.read(record.value(), DeadLetter.class).stream())
                .filter(letter -> letter.delivery().id().equals(delivery.id()))
                .toList();
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
