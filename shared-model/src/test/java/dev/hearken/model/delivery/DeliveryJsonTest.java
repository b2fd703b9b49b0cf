package dev.hearken.model.delivery;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.Golden;
import dev.hearken.Seeded;
import dev.hearken.model.TenantId;
import dev.hearken.model.listener.ListenerId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class DeliveryJsonTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Attempt DELIVERED =
            new Attempt(2, Instant.parse("2026-01-07T02:15:05Z"), 8, "d-1", 200, null, null);
    private static final Attempt FAILED = new Attempt(
            1, Instant.parse("2026-01-07T02:15:00Z"), 15_000, "d-1", null, FailureReason.TIMEOUT, "no answer");

    static Stream<Arguments> records() {
        Delivery delivery = Deliveries.withAttempts(List.of(FAILED, DELIVERED));
        return Stream.of(
                arguments(delivery, Delivery.class),
                arguments(Deliveries.withAttempts(List.of()), Delivery.class),
                arguments(Deliveries.withAttempts(List.of()).withOrder(new Order("", null)), Delivery.class),
                arguments(delivery.withDue(Instant.parse("9999-12-31T23:59:59.999999999Z")), Delivery.class),
                arguments(delivery.withDue(Instant.EPOCH), Delivery.class),
                arguments(withSource(new SourceRecord("t", 0, 0, null, Map.of(), new byte[0])), Delivery.class),
                arguments(
                        withSource(new SourceRecord("t", 0, 0, "", Map.of("", "é\0\n\"😀"), new byte[] {0, -1})),
                        Delivery.class),
                arguments(withBody(RenderedBody.NONE), Delivery.class),
                arguments(
                        withBody(new RenderedBody(
                                "text/plain",
                                "ab".getBytes(StandardCharsets.UTF_8),
                                List.of(
                                        new SecretSlot(0, "${{secrets.a}}", Escaping.NONE),
                                        new SecretSlot(2, "${{secrets['b c'] | base64}}", Escaping.JSON),
                                        new SecretSlot(2, "${{secrets.d}}", Escaping.FORM)))),
                        Delivery.class),
                arguments(
                        new DeadLetter(delivery, FailureReason.GONE, Instant.parse("2026-01-08T00:00:00Z"), null),
                        DeadLetter.class),
                arguments(
                        new DeadLetter(delivery, FailureReason.GONE, Instant.EPOCH, "No.").withoutPayload(),
                        DeadLetter.class),
                arguments(attemptRecord(DELIVERED), AttemptRecord.class),
                arguments(attemptRecord(FAILED), AttemptRecord.class),
                arguments(listenerState(ListenerState.Health.ACTIVE, null), ListenerState.class),
                arguments(listenerState(ListenerState.Health.DISABLED, FailureReason.GONE), ListenerState.class),
                arguments(conditionFailure("key 'rows' is not present"), ConditionFailure.class));
    }

    private static Delivery withSource(SourceRecord source) {
        Delivery d = Deliveries.withAttempts(List.of());
        return new Delivery(
                d.id(),
                d.tenant(),
                d.listener(),
                d.eventId(),
                d.eventType(),
                source,
                d.body(),
                d.createdAt(),
                d.due(),
                d.attempts());
    }

    private static Delivery withBody(RenderedBody body) {
        Delivery d = Deliveries.withAttempts(List.of());
        return new Delivery(
                d.id(),
                d.tenant(),
                d.listener(),
                d.eventId(),
                d.eventType(),
                d.source(),
                body,
                d.createdAt(),
                d.due(),
                d.attempts());
    }

    private static ListenerState listenerState(ListenerState.Health health, @Nullable FailureReason reason) {
        return new ListenerState(
                TenantId.DEFAULT,
                new ListenerId("01JDXYZABCDEFGHJKMNPQRSTVW"),
                7,
                health,
                reason,
                Instant.parse("2026-01-07T02:15:05Z"),
                reason == null ? null : Instant.parse("2026-01-02T02:15:05Z"),
                "d-1");
    }

    private static ConditionFailure conditionFailure(String error) {
        return new ConditionFailure(
                TenantId.DEFAULT,
                new ListenerId("01JDXYZABCDEFGHJKMNPQRSTVW"),
                7,
                error,
                Instant.parse("2026-01-07T02:15:05Z"),
                "d-1");
    }

    private static AttemptRecord attemptRecord(Attempt attempt) {
        DeliveryStatus status = attempt.reason() == null ? DeliveryStatus.DELIVERED : DeliveryStatus.FAILED;
        Instant at = Instant.parse("2026-01-07T02:15:06Z");
        return AttemptRecord.of(
                Deliveries.withAttempts(List.of(attempt)),
                Long.MAX_VALUE,
                new Standing(status, at, attempt.number(), null, attempt.reason(), attempt.detail()),
                attempt,
                null);
    }

    @ParameterizedTest
    @MethodSource("records")
    void readsWhatItWrote(Record value, Class<? extends Record> type) {
        // given
        byte[] json = DeliveryJson.write(value);

        // when
        Optional<? extends Record> read = DeliveryJson.read(json, type);

        // then
        assertThat(read.orElseThrow()).usingRecursiveComparison().isEqualTo(value);
    }

    /** Both lie in one topic. */
    @Test
    void tellsAListenersStateFromAFailureOfItsCondition() {
        // given
        byte[] state = DeliveryJson.write(listenerState(ListenerState.Health.OPEN, FailureReason.TLS));
        byte[] failure = DeliveryJson.write(conditionFailure("x"));

        // then
        assertThat(DeliveryJson.read(state, ConditionFailure.class)).isEmpty();
        assertThat(DeliveryJson.read(failure, ListenerState.class)).isEmpty();
    }

    @Test
    void readsARecordFromBeforeThereWereSlots() {
        // given
        byte[] old = Golden.read("delivery.json").getBytes(StandardCharsets.UTF_8);

        // when
        Optional<Delivery> read = DeliveryJson.read(old, Delivery.class);

        // then
        assertThat(read.orElseThrow().body().slots()).isEmpty();
        assertThat(new String(old, StandardCharsets.UTF_8)).doesNotContain("slots");
    }

    @ParameterizedTest
    @EnumSource
    void readsEachFailureReason(FailureReason reason) {
        // given
        byte[] json = DeliveryJson.write(new Attempt(1, Instant.EPOCH, 0, "d-1", null, reason, null));

        // when
        Optional<Attempt> read = DeliveryJson.read(json, Attempt.class);

        // then
        assertThat(read.orElseThrow().reason()).isEqualTo(reason);
        assertThat(new String(json, StandardCharsets.UTF_8)).contains("\"" + reason.wireName() + "\"");
    }

    @Test
    void readsAReasonOfANewerVersionAsUnknownAndNotAsSuccess() throws IOException {
        // given
        ObjectNode json = (ObjectNode) JSON.readTree(DeliveryJson.write(Deliveries.withAttempts(List.of(FAILED))));
        ((ObjectNode) json.at("/attempts/0")).put("reason", "of-tomorrow");

        // when
        Optional<Delivery> read = DeliveryJson.read(JSON.writeValueAsBytes(json), Delivery.class);

        // then
        assertThat(read.orElseThrow().attempts().get(0).reason()).isEqualTo(FailureReason.UNKNOWN);
    }

    @Test
    void ignoresFieldsThatItDoesNotKnow() throws IOException {
        // given
        Delivery delivery = Deliveries.withAttempts(List.of(FAILED));
        ObjectNode json = (ObjectNode) JSON.readTree(DeliveryJson.write(delivery));
        json.put("future", 1).putObject("nextToCome").put("a", 1);
        ((ObjectNode) json.path("source")).put("future", "x");
        ((ObjectNode) json.path("body")).putNull("future");
        ((ObjectNode) json.path("attempts").get(0)).putArray("future").add(1);

        // when
        Optional<Delivery> read = DeliveryJson.read(JSON.writeValueAsBytes(json), Delivery.class);

        // then
        assertThat(read.orElseThrow()).usingRecursiveComparison().isEqualTo(delivery);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/id",
                "/tenant",
                "/listener",
                "/eventId",
                "/eventType",
                "/source",
                "/source/topic",
                "/source/partition",
                "/source/offset",
                "/source/headers",
                "/source/value",
                "/body",
                "/body/contentType",
                "/body/bytes",
                "/createdAt",
                "/due",
                "/attempts",
                "/attempts/0/number",
                "/attempts/0/startedAt",
                "/attempts/0/durationMs",
                "/attempts/0/instance"
            })
    void refusesADeliveryThatLacksAValue(String pointer) throws IOException {
        // given
        ObjectNode absent = (ObjectNode) JSON.readTree(DeliveryJson.write(Deliveries.withAttempts(List.of(FAILED))));
        ObjectNode isNull = absent.deepCopy();
        int slash = pointer.lastIndexOf('/');
        ((ObjectNode) absent.at(pointer.substring(0, slash))).remove(pointer.substring(slash + 1));
        ((ObjectNode) isNull.at(pointer.substring(0, slash))).putNull(pointer.substring(slash + 1));

        // when
        Optional<Delivery> read = DeliveryJson.read(JSON.writeValueAsBytes(absent), Delivery.class);
        Optional<Delivery> readNull = DeliveryJson.read(JSON.writeValueAsBytes(isNull), Delivery.class);

        // then
        assertThat(read).isEmpty();
        assertThat(readNull).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            /id                  | "msg_x"
            /tenant              | "A"
            /listener            | "01"
            /source              | []
            /source/partition    | "three"
            /source/value        | "%"
            /source/headers      | {"a": null}
            /createdAt           | "yesterday"
            /body/slots          | [null]
            /body/slots          | {}
            /body/slots          | [{"offset": 11, "reference": "x", "escaping": "none"}]
            /body/slots          | [{"offset": -1, "reference": "x", "escaping": "none"}]
            /body/slots          | [{"offset": 0, "escaping": "none"}]
            /body/slots          | [{"offset": 0, "reference": "x"}]
            /body/slots          | [{"reference": "x", "escaping": "none"}]
            /body/slots          | [{"offset": 0, "reference": "x", "escaping": "html"}]
            /attempts            | [null]
            /attempts            | {}
            """, delimiter = '|')
    void refusesADeliveryWithAValueOfAnotherForm(String pointer, String value) throws IOException {
        // given
        ObjectNode json = (ObjectNode) JSON.readTree(DeliveryJson.write(Deliveries.withAttempts(List.of(FAILED))));
        int slash = pointer.lastIndexOf('/');
        ((ObjectNode) json.at(pointer.substring(0, slash))).set(pointer.substring(slash + 1), JSON.readTree(value));

        // when
        Optional<Delivery> read = DeliveryJson.read(JSON.writeValueAsBytes(json), Delivery.class);

        // then
        assertThat(read).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{}", "1", "\"x\"", "{", "\0"})
    void refusesWhatIsNoRecord(String text) {
        // given
        byte[] json = text.getBytes(StandardCharsets.UTF_8);

        // when
        Optional<Delivery> read = DeliveryJson.read(json, Delivery.class);

        // then
        assertThat(read).isEmpty();
    }

    @Test
    void neverThrowsOnDamagedBytes() {
        // given
        Random random = Seeded.random(DeliveryJsonTest.class);
        byte[] valid = DeliveryJson.write(new DeadLetter(
                Deliveries.withAttempts(List.of(FAILED, DELIVERED)), FailureReason.GONE, Instant.EPOCH, null));
        for (int round = 0; round < 20_000; round++) {
            byte[] damaged = Arrays.copyOf(valid, round % 2 == 0 ? valid.length : random.nextInt(valid.length));
            for (int i = random.nextInt(4); i >= 0 && damaged.length > 0; i--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }

            // when
            Optional<DeadLetter> read = DeliveryJson.read(damaged, DeadLetter.class);

            // then
            assertThat(read).isNotNull();
        }
    }
}
