package dev.hearken.registry.redelivery;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.model.TenantId;
import dev.hearken.model.delivery.Cancellation;
import dev.hearken.model.delivery.DeliveryId;
import dev.hearken.model.delivery.DeliveryStatus;
import dev.hearken.model.delivery.Redelivery;
import dev.hearken.model.delivery.Redelivery.Reason;
import dev.hearken.model.delivery.SourceRecord;
import dev.hearken.model.listener.Listener;
import dev.hearken.model.listener.ListenerId;
import dev.hearken.registry.audit.Audit;
import dev.hearken.registry.audit.AuditAction;
import dev.hearken.registry.audit.AuditEvent;
import dev.hearken.registry.deliverylog.DeliveryLookup;
import dev.hearken.registry.deliverylog.LoggedDelivery;
import dev.hearken.registry.idempotency.Answer;
import dev.hearken.registry.listener.ListenerLookup;
import dev.hearken.registry.problem.ProblemException;
import dev.hearken.registry.problem.ProblemType;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** Sends one delivery once more, or calls it off. */
@Singleton
class RedeliveryService {
    private static final String PATH = "/v1/deliveries/";

    private final DeliveryLookup deliveries;
    private final ListenerLookup listeners;
    private final StoredEvents events;
    private final Orders orders;
    private final Audit audit;
    private final Clock clock;

    RedeliveryService(
            DeliveryLookup deliveries,
            ListenerLookup listeners,
            StoredEvents events,
            Orders orders,
            Audit audit,
            Clock clock) {
        this.deliveries = deliveries;
        this.listeners = listeners;
        this.events = events;
        this.orders = orders;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Begins a new run of the delivery; one that waits is called off, so that it does not arrive twice.
     *
     * @throws ProblemException with what the request is answered
     */
    Answer redeliver(TenantId tenant, DeliveryId id) {
        LoggedDelivery last = deliveries.latest(tenant, id).orElseThrow(DeliveryLookup::notFound);
        checkListener(tenant, last);
        SourceRecord event = find(tenant, last);
        Redelivery redelivery = order(tenant, last, event);
        orders.give(redelivery);
        if (isWaiting(last)) {
            orders.give(new Cancellation(id, tenant, last.createdAt(), redelivery.askedAt()));
        }
        audit.record(tenant, AuditEvent.of(AuditAction.REPLAYED, "delivery", id.value(), null));
        return accepted(last, redelivery.askedAt());
    }

    /** What tells the dispatchers to send it. */
    Redelivery order(TenantId tenant, LoggedDelivery last, SourceRecord event) {
        return new Redelivery(
                tenant,
                new ListenerId(last.listener()),
                event,
                Reason.REDELIVERY,
                null,
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                new DeliveryId(last.id()),
                null);
    }

    private void checkListener(TenantId tenant, LoggedDelivery last) {
        if (last.source().topic().equals(Redelivery.TEST_TOPIC)) {
            throw refused("It was a test; test the listener again");
        }
        Listener listener = listeners
                .ifThere(tenant, new ListenerId(last.listener()))
                .orElseThrow(() -> refused("Its listener was deleted"));
        if (!listener.definition().enabled()) {
            throw refused("Its listener is disabled; enable it first");
        }
    }

    private static ProblemException refused(String detail) {
        return new ProblemException(ProblemType.NOT_REDELIVERABLE, detail);
    }

    private SourceRecord find(TenantId tenant, LoggedDelivery last) {
        try (StoredEvents.Search search = events.open()) {
            return search.find(tenant, last)
                    .orElseThrow(() -> new ProblemException(
                            ProblemType.EVENT_GONE,
                            "Neither the topic " + last.source().topic() + " nor a dead letter has it any more"));
        }
    }

    private static Answer accepted(LoggedDelivery delivery, Instant askedAt) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("deliveryId", delivery.id())
                .put("listenerId", delivery.listener())
                .put("askedAt", askedAt.toString())
                .put("href", PATH + delivery.id());
        return new Answer(202, Map.of("Location", PATH + delivery.id()), body.toString(), false);
    }

    /**
     * Calls the delivery off, if it waits.
     *
     * @throws ProblemException with what the request is answered
     */
    Answer cancel(TenantId tenant, DeliveryId id) {
        LoggedDelivery last = deliveries.latest(tenant, id).orElseThrow(DeliveryLookup::notFound);
        if (!isWaiting(last)) {
            throw new ProblemException(ProblemType.NOT_WAITING, "It is " + last.status() + " already");
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        orders.give(new Cancellation(id, tenant, last.createdAt(), now));
        audit.record(tenant, AuditEvent.of(AuditAction.STOPPED, "delivery", id.value(), null));
        return accepted(last, now);
    }

    private static boolean isWaiting(LoggedDelivery delivery) {
        return delivery.status().equals(DeliveryStatus.WAITING.wireName());
    }
}
