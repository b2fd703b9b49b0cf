package dev.hearken.registry.redelivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.model.TenantId;
import dev.hearken.model.delivery.DeliveryId;
import dev.hearken.model.delivery.DeliveryStatus;
import dev.hearken.model.delivery.Redelivery;
import dev.hearken.model.delivery.Redelivery.Reason;
import dev.hearken.model.delivery.SourceRecord;
import dev.hearken.model.listener.Listener;
import dev.hearken.registry.audit.Audit;
import dev.hearken.registry.audit.AuditAction;
import dev.hearken.registry.audit.AuditEvent;
import dev.hearken.registry.deliverylog.DeliveryLookup;
import dev.hearken.registry.idempotency.Answer;
import dev.hearken.registry.preview.SampleEvent;
import dev.hearken.registry.problem.ProblemException;
import dev.hearken.registry.problem.ProblemType;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Has one event sent to a listener by the way that all events go, and sees in the delivery log what came of it. */
@Singleton
class ListenerTests {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final Orders orders;
    private final DeliveryLookup deliveries;
    private final Audit audit;
    private final Clock clock;
    private final Duration patience;

    ListenerTests(Orders orders, DeliveryLookup deliveries, Audit audit, Clock clock, RedeliveryConfig config) {
        this.orders = orders;
        this.deliveries = deliveries;
        this.audit = audit;
        this.clock = clock;
        this.patience = config.testTimeout();
    }

    /** Has the event sent; the answer says what {@link #outcome} must know. */
    Answer send(Listener listener, SampleEvent sample) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        DeliveryId id = DeliveryId.of(
                listener.tenant(), sample.event().source(), sample.event().id(), listener.id());
        orders.give(new Redelivery(
                listener.tenant(),
                listener.id(),
                new SourceRecord(Redelivery.TEST_TOPIC, 0, 0, sample.event().executionId(), Map.of(), sample.bytes()),
                Reason.TEST,
                null,
                now,
                id,
                listener.revision()));
        audit.record(
                listener.tenant(),
                AuditEvent.of(
                        AuditAction.TESTED,
                        "listener",
                        listener.id().value(),
                        listener.definition().name()));
        ObjectNode sent = JsonNodeFactory.instance
                .objectNode()
                .put("deliveryId", id.value())
                .put("listenerId", listener.id().value())
                .put("createdAt", now.toString());
        return new Answer(200, Map.of(), sent.toString(), false);
    }

    /**
     * What came of it, when that is known.
     *
     * @param sent what {@link #send} has answered
     * @throws ProblemException {@link ProblemType#TEST_TIMED_OUT} if it is not known in time
     */
    ObjectNode outcome(TenantId tenant, ObjectNode sent) {
        DeliveryId id = new DeliveryId(sent.path("deliveryId").textValue());
        Instant began = Instant.parse(sent.path("createdAt").textValue());
        long end = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() - end < 0) {
            Optional<ObjectNode> run = deliveries.run(tenant, id, began).filter(ListenerTests::isOver);
            if (run.isPresent()) {
                return outcome(sent, run.get());
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
        throw new ProblemException(
                ProblemType.TEST_TIMED_OUT,
                "The delivery log shows no attempt of " + id + " after " + patience
                        + ". It may still be made: look at /v1/deliveries/" + id + ", and whether a dispatcher runs");
    }

    private static boolean isOver(ObjectNode run) {
        return !run.path("status").textValue().equals(DeliveryStatus.WAITING.wireName());
    }

    private static ObjectNode outcome(ObjectNode sent, ObjectNode run) {
        JsonNode attempt = run.path("attempts").path(0);
        ObjectNode outcome = sent.deepCopy();
        outcome.set("status", run.get("status"));
        outcome.set("reason", run.get("reason"));
        outcome.set("detail", run.get("detail"));
        outcome.set("durationMs", orNull(attempt.path("durationMs")));
        outcome.set("request", orNull(attempt.path("request")));
        outcome.set("response", response(attempt));
        outcome.set("timings", orNull(attempt.path("timings")));
        return outcome;
    }

    private static JsonNode response(JsonNode attempt) {
        if (!attempt.hasNonNull("httpStatus")) {
            return JsonNodeFactory.instance.nullNode();
        }
        ObjectNode response = JsonNodeFactory.instance.objectNode();
        response.set("status", attempt.get("httpStatus"));
        response.set("body", orNull(attempt.path("response").path("body")));
        return response;
    }

    private static JsonNode orNull(JsonNode value) {
        return value.isMissingNode() ? JsonNodeFactory.instance.nullNode() : value;
    }
}
