package dev.hearken.model.delivery;

import dev.hearken.Golden;
import dev.hearken.model.TenantId;
import dev.hearken.model.listener.ListenerId;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class DeliveryJsonGoldenTest {
    static Stream<Arguments> records() {
        Attempt failed = new Attempt(
                1,
                Instant.parse("2026-01-07T02:15:00Z"),
                87,
                "dispatcher-0",
                503,
                FailureReason.STATUS_RETRYABLE,
                null);
        Attempt delivered =
                new Attempt(2, Instant.parse("2026-01-07T02:15:05.250Z"), 41, "dispatcher-1", 200, null, null);
        Delivery delivery = Deliveries.withAttempts(List.of(failed));
        return Stream.of(
                arguments("delivery.json", delivery),
                arguments(
                        "delivery-ordered.json",
                        delivery.withOrder(new Order("e-42", null).at(new Order.Place(1043, 2)))),
                arguments(
                        "dead-letter.json",
                        new DeadLetter(delivery, FailureReason.GONE, Instant.parse("2026-01-07T02:20:00Z"), null)),
                arguments(
                        "attempt-delivered.json",
                        new AttemptRecord(
                                delivery.id(),
                                new TenantId("acme"),
                                new ListenerId("01JDXYZABCDEFGHJKMNPQRSTVW"),
                                4,
                                "e-1",
                                "task.failed",
                                delivered)));
    }

    @ParameterizedTest
    @MethodSource("records")
    void keepsItsForm(String file, Record value) {
        // given
        String expected = Golden.read(file);

        // when
        byte[] json = DeliveryJson.write(value);

        // then
        assertThat(json).asString().isEqualTo(expected);
        assertThat(DeliveryJson.read(json, value.getClass()).orElseThrow())
                .usingRecursiveComparison()
                .isEqualTo(value);
    }
}
