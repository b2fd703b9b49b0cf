package dev.hearken.format;

import dev.hearken.Golden;
import dev.hearken.model.TenantId;
import dev.hearken.model.event.WorkflowEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Shortcuts to what becomes of a record. */
final class Decodings {
    static final TenantId TENANT = new TenantId("acme");
    static final Instant RECORD_TIME = Instant.parse("2026-02-03T04:05:06Z");

    private Decodings() {}

    static Decoding of(String json, InboundFormat format) {
        return InboundEvents.decode(
                TENANT, Map.of(), json.getBytes(StandardCharsets.UTF_8), RECORD_TIME, Optional.of(format));
    }

    static Decoding recognised(Map<String, String> headers, String json) {
        return InboundEvents.decode(
                TENANT, headers, json.getBytes(StandardCharsets.UTF_8), RECORD_TIME, Optional.empty());
    }

    static List<WorkflowEvent> events(Decoding decoding) {
        return decoding.fold(Function.identity(), undecodable -> {
            throw new AssertionError(undecodable);
        });
    }

    static WorkflowEvent event(Decoding decoding) {
        List<WorkflowEvent> events = events(decoding);
        if (events.size() != 1) {
            throw new AssertionError(events);
        }
        return events.get(0);
    }

    static Decoding.Undecodable undecodable(Decoding decoding) {
        return decoding.fold(
                events -> {
                    throw new AssertionError(events);
                },
                Function.identity());
    }

    static String golden(String name) {
        return Golden.read("in/" + name + ".json");
    }
}
