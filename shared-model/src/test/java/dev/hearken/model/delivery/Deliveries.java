package dev.hearken.model.delivery;

import dev.hearken.model.TenantId;
import dev.hearken.model.listener.ListenerId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Deliveries for tests. */
final class Deliveries {
    private Deliveries() {}

    static Delivery withAttempts(List<Attempt> attempts) {
        return new Delivery(
                new DeliveryId("msg_3tl2y7oc3t3n3lrsirxnbaswfg"),
                new TenantId("acme"),
                new ListenerId("01JDXYZABCDEFGHJKMNPQRSTVW"),
                "e-1",
                "task.failed",
                new SourceRecord(
                        "workflow.tasks",
                        3,
                        1234567890123L,
                        "e-42",
                        Map.of("ce_specversion", "1.0"),
                        "{\"é\":1}".getBytes(StandardCharsets.UTF_8)),
                new RenderedBody("application/json", "{\"a\":0.10}".getBytes(StandardCharsets.UTF_8)),
                Instant.parse("2026-01-07T02:15:00Z"),
                Instant.parse("2026-01-07T02:15:05.123456789Z"),
                attempts);
    }
}
