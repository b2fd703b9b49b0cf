package dev.hearken.model.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class AttemptJsonTest {
    private static final Instant TIME = Instant.parse("2026-01-07T02:15:05.250Z");
    private static final Standing ENDED = new Standing(DeliveryStatus.DELIVERED, TIME, 2, null, null, null);
    private static final Standing WAITING =
            new Standing(DeliveryStatus.WAITING, TIME, 0, TIME.plusNanos(1), FailureReason.TIMEOUT, "it said \"no\"\n");
    private static final Exchange.Timings TIMINGS = new Exchange.Timings(0L, null, 12L);

    static Stream<AttemptRecord> records() {
        return Stream.of(
                record(ENDED, null, null),
                record(WAITING, attempt(null, FailureReason.DNS, "no such name"), new Exchange(null, null, null)),
                record(ENDED, attempt(204, null, null), exchange("POST", new Excerpt("{\"a\": \"ä😀\"}", 12, false))),
                record(ENDED, attempt(200, null, null), exchange("GET", null)));
    }

    private static AttemptRecord record(Standing standing, @Nullable Attempt attempt, @Nullable Exchange exchange) {
        Delivery delivery =
                Deliveries.withAttempts(List.of()).withSubject(new Subject("nightly \u0007 load", "e-42", null));
        return AttemptRecord.of(delivery, 4, standing, attempt, exchange);
    }

    private static Attempt attempt(@Nullable Integer status, @Nullable FailureReason reason, @Nullable String detail) {
        return new Attempt(2, TIME, 41, "dispatcher-1", status, reason, detail);
    }

    private static Exchange exchange(String method, @Nullable Excerpt body) {
        Map<String, String> headers = Map.of("webhook-id", "msg_1", "X-Own", "a\tb");
        return new Exchange(
                new Exchange.Request(method, "https://example.com/a?b=c", headers, body),
                new Exchange.Response("thanks\u2028"),
                TIMINGS);
    }

    @ParameterizedTest
    @MethodSource("records")
    void writesWhatTheMapperWrites(AttemptRecord attempt) {
        byte[] written = DeliveryJson.write(attempt);

        assertThat(written).asString().isEqualTo(new String(DeliveryJson.write((Record) attempt), UTF_8));
        assertThat(DeliveryJson.read(written, AttemptRecord.class)).contains(attempt);
    }
}
