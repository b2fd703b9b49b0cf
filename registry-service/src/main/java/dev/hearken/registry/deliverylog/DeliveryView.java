package dev.hearken.registry.deliverylog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Deliveries and attempts as the API shows them. */
final class DeliveryView {
    private static final ObjectMapper JSON = new ObjectMapper();

    private DeliveryView() {}

    /** A delivery as a list shows it. */
    static ObjectNode of(LoggedDelivery delivery) {
        ObjectNode view = JsonNodeFactory.instance
                .objectNode()
                .put("id", delivery.id())
                .put("listenerId", delivery.listener())
                .put("status", delivery.status())
                .put("reason", delivery.reason())
                .put("detail", delivery.detail())
                .put("eventId", delivery.eventId())
                .put("eventType", delivery.eventType())
                .put("workflow", delivery.workflow())
                .put("executionId", delivery.execution())
                .put("task", delivery.task())
                .put("attemptCount", delivery.attempts())
                .put("httpStatus", delivery.httpStatus())
                .put("createdAt", delivery.createdAt().toString())
                .put("lastAttemptAt", text(delivery.lastAttemptAt()))
                .put("nextAttemptAt", text(delivery.nextAttemptAt()))
                .put("settledAt", delivery.settledAt().toString());
        view.putObject("source")
                .put("topic", delivery.source().topic())
                .put("partition", delivery.source().partition())
                .put("offset", delivery.source().offset());
        return view;
    }

    /**
     * A delivery with its attempts.
     *
     * @param runs at least one, the newest first
     * @param attempts the newest first
     */
    static ObjectNode of(List<LoggedDelivery> runs, List<LoggedAttempt> attempts) {
        ObjectNode view = of(runs.get(0));
        ArrayNode all = view.putArray("attempts");
        for (int i = attempts.size() - 1; i >= 0; i--) {
            all.add(of(attempts.get(i)));
        }
        ArrayNode earlier = view.putArray("earlierRuns");
        runs.stream()
                .skip(1)
                .forEach(run -> earlier.addObject()
                        .put("createdAt", run.createdAt().toString())
                        .put("status", run.status())
                        .put("reason", run.reason())
                        .put("attemptCount", run.attempts()));
        return view;
    }

    private static ObjectNode of(LoggedAttempt attempt) {
        ObjectNode view = JsonNodeFactory.instance
                .objectNode()
                .put("number", attempt.number())
                .put("startedAt", attempt.startedAt().toString())
                .put("durationMs", attempt.durationMs())
                .put("outcome", attempt.outcome())
                .put("httpStatus", attempt.httpStatus())
                .put("detail", attempt.detail())
                .put("instance", attempt.instance())
                .put("listenerRevision", attempt.listenerRevision())
                .put("run", attempt.run().toString());
        JsonNode exchange =
                attempt.exchange() == null ? JsonNodeFactory.instance.objectNode() : parse(attempt.exchange());
        for (String part : List.of("request", "response", "timings")) {
            view.set(part, exchange.has(part) ? exchange.get(part) : JsonNodeFactory.instance.nullNode());
        }
        return view;
    }

    private static JsonNode parse(String exchange) {
        try {
            return JSON.readTree(exchange);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("an exchange in the log is not JSON", e);
        }
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
