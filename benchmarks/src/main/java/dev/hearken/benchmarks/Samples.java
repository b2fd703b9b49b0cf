package dev.hearken.benchmarks;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.format.Decoding;
import dev.hearken.format.InboundEvents;
import dev.hearken.model.TenantId;
import dev.hearken.model.event.WorkflowEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The events that all benchmarks use. */
public final class Samples {
    private static final Instant TIME = Instant.parse("2026-01-07T02:15:00Z");

    private Samples() {}

    /** The headers of a succeeded task in binary mode. */
    static Map<String, String> headers() {
        return Map.of(
                "ce_specversion", "1.0",
                "ce_id", "e-42-17",
                "ce_source", "/engines/a",
                "ce_type", "task.succeeded",
                "ce_time", "2026-01-07T02:15:00Z",
                "content-type", "application/json");
    }

    /** About 1 KB of data of a task of this workflow. */
    public static byte[] data(String workflow) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.putObject("workflow")
                .put("id", "w-7")
                .put("name", workflow)
                .put("version", "3")
                .put("workbook", "nightly")
                .putObject("labels")
                .put("team", "data");
        data.putObject("execution")
                .put("id", "e-42")
                .put("state", "RUNNING")
                .put("startedAt", "2026-01-07T02:14:27Z")
                .put("triggeredBy", "schedule");
        data.putObject("task")
                .put("id", "t-9")
                .put("name", "load")
                .put("state", "SUCCEEDED")
                .put("previousState", "RUNNING")
                .put("attempt", 1)
                .put("startedAt", "2026-01-07T02:14:48Z")
                .put("endedAt", "2026-01-07T02:15:00Z")
                .put("durationMs", 12_000)
                .put("returnCode", 0)
                .put("stdout", "rows read and written ".repeat(18));
        data.putObject("metadata").put("rows", 120).put("table", "users");
        return data.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The event that these headers and data are. */
    static WorkflowEvent event(String workflow) {
        return decode(data(workflow)).fold(events -> events.get(0), undecodable -> {
            throw new IllegalStateException(undecodable.detail());
        });
    }

    static Decoding decode(byte[] data) {
        return InboundEvents.decode(TenantId.DEFAULT, headers(), data, TIME, Optional.empty());
    }
}
