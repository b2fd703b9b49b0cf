package dev.hearken.registry.redelivery;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.model.TenantId;
import dev.hearken.model.delivery.SourceRecord;
import dev.hearken.model.listener.ListenerId;
import dev.hearken.registry.audit.Audit;
import dev.hearken.registry.audit.AuditAction;
import dev.hearken.registry.audit.AuditEvent;
import dev.hearken.registry.deliverylog.DeliveryLookup;
import dev.hearken.registry.deliverylog.LoggedDelivery;
import dev.hearken.registry.idempotency.Answer;
import dev.hearken.registry.listener.ListenerLookup;
import dev.hearken.registry.problem.ProblemException;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Sends the dead letters of a filter again, the oldest first, as many as there is time for. */
@Singleton
class BulkRedelivery {
    private final DeliveryLookup deliveries;
    private final ListenerLookup listeners;
    private final StoredEvents events;
    private final RedeliveryService redeliveries;
    private final Orders orders;
    private final Audit audit;

    BulkRedelivery(
            DeliveryLookup deliveries,
            ListenerLookup listeners,
            StoredEvents events,
            RedeliveryService redeliveries,
            Orders orders,
            Audit audit) {
        this.deliveries = deliveries;
        this.listeners = listeners;
        this.events = events;
        this.redeliveries = redeliveries;
        this.orders = orders;
        this.audit = audit;
    }

    /** What became of the dead letters that match. */
    private static final class Counts {
        private final List<CompletionStage<Void>> given = new ArrayList<>();
        private int gone;
        private int skipped;

        private int seen() {
            return given.size() + gone + skipped;
        }
    }

    /**
     * Sends them.
     *
     * @throws ProblemException with what the request is answered
     */
    Answer redeliver(TenantId tenant, BulkRequest request) {
        List<LoggedDelivery> found = deliveries.deadLetters(tenant, request.filter(), request.limit());
        List<LoggedDelivery> matched = found.subList(0, Math.min(found.size(), request.limit()));
        Counts counts = new Counts();
        if (!request.dryRun() && !matched.isEmpty()) {
            give(tenant, matched, counts);
            orders.await(counts.given);
        }
        boolean hasMore = found.size() > matched.size();
        ObjectNode answer = JsonNodeFactory.instance
                .objectNode()
                .put("matched", matched.size())
                .put("redelivered", counts.given.size())
                .put("gone", counts.gone)
                .put("skipped", counts.skipped)
                .put("left", request.dryRun() ? 0 : matched.size() - counts.seen())
                .put("more", hasMore)
                .put("dryRun", request.dryRun());
        if (!counts.given.isEmpty()) {
            audit.record(tenant, new AuditEvent(AuditAction.REPLAYED, "dead-letters", "filter", null, null, answer));
        }
        return new Answer(202, Map.of(), answer.toString(), false);
    }

    private void give(TenantId tenant, List<LoggedDelivery> matched, Counts counts) {
        long end = orders.endOfMany();
        Map<String, Boolean> open = new HashMap<>();
        try (StoredEvents.Search search = events.open()) {
            for (LoggedDelivery dead : matched) {
                if (System.nanoTime() - end > 0) {
                    return;
                }
                if (open.computeIfAbsent(dead.listener(), id -> isOpen(tenant, new ListenerId(id)))) {
                    give(tenant, dead, search.find(tenant, dead), counts);
                } else {
                    counts.skipped++;
                }
            }
        }
    }

    /** What is sent to a listener that is disabled would be a dead letter at once. */
    private boolean isOpen(TenantId tenant, ListenerId listener) {
        return listeners
                .ifThere(tenant, listener)
                .filter(there -> there.definition().enabled())
                .isPresent();
    }

    private void give(TenantId tenant, LoggedDelivery dead, Optional<SourceRecord> event, Counts counts) {
        event.ifPresentOrElse(
                record -> counts.given.add(orders.begin(redeliveries.order(tenant, dead, record))),
                () -> counts.gone++);
    }
}
