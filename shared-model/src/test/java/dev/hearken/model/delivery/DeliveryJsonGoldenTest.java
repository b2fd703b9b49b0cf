package dev.hearken.model.delivery;

import dev.hearken.Golden;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
                        AttemptRecord.of(
                                delivery.withSubject(new Subject("nightly-load", "e-42", "load")),
                                4,
                                new Standing(
                                        DeliveryStatus.DELIVERED,
                                        Instant.parse("2026-01-07T02:15:05.291Z"),
                                        2,
                                        null,
                                        null,
                                        null),
                                delivered,
                                exchange())),
                arguments(
                        "attempt-none.json",
                        AttemptRecord.of(
                                delivery,
                                0,
                                new Standing(
                                        DeliveryStatus.FAILED,
                                        Instant.parse("2026-01-07T02:20:00Z"),
                                        1,
                                        null,
                                        FailureReason.EXPIRED,
                                        null),
                                null,
                                null)));
    }

    private static Exchange exchange() {
        return new Exchange(
                new Exchange.Request(
                        "POST",
                        "https://hooks.example.com/run?token=***",
                        Map.of("webhook-signature", "***"),
                        Excerpt.of("{\"a\":0.10}".getBytes(StandardCharsets.UTF_8), 4)),
                new Exchange.Response("ok"),
                new Exchange.Timings(1L, 10L, 30L));
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
