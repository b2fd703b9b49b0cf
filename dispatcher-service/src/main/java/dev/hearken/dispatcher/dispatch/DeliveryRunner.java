package dev.hearken.dispatcher.dispatch;

import dev.hearken.dispatcher.admission.Admission;
import dev.hearken.dispatcher.admission.Entrant;
import dev.hearken.dispatcher.admission.Feedback;
import dev.hearken.dispatcher.admission.Origin;
import dev.hearken.dispatcher.admission.Ticket;
import dev.hearken.dispatcher.catalog.Catalog;
import dev.hearken.dispatcher.catalog.CatalogEntry;
import dev.hearken.dispatcher.dispatch.Attempter.Attempted;
import dev.hearken.dispatcher.health.ListenerHealth;
import dev.hearken.dispatcher.retry.Redelivery;
import dev.hearken.model.catalog.CatalogKey;
import dev.hearken.model.delivery.Delivery;
import dev.hearken.model.delivery.FailureReason;
import dev.hearken.model.listener.Listener;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Takes one delivery through admission and one attempt to its settlement, with the listener as it is now.
 *
 * <pre>
 *   gone ─▶ cancelled · disabled, too old ─▶ dead letter · paused, quiet, refused ─▶ waits on, no attempt used up
 *   admitted ─▶ attempt ─┬─ own side at fault ─▶ waits on, no attempt used up
 *                        └─ otherwise ─▶ settled by its outcome
 * </pre>
 */
@ApplicationScoped
class DeliveryRunner implements Redelivery {
    private final Catalog catalog;
    private final Admission admission;
    private final Attempter attempter;
    private final Settler settler;
    private final ListenerHealth health;
    private final InstantSource time;

    DeliveryRunner(
            Catalog catalog,
            Admission admission,
            Attempter attempter,
            Settler settler,
            ListenerHealth health,
            InstantSource time) {
        this.catalog = catalog;
        this.admission = admission;
        this.attempter = attempter;
        this.settler = settler;
        this.health = health;
        this.time = time;
    }

    /** Takes a delivery that comes straight from its event. */
    Uni<Void> deliver(Delivery delivery) {
        return run(delivery, Origin.FRESH);
    }

    @Override
    public Uni<Void> redeliver(Delivery delivery) {
        return run(delivery, Origin.RETRIED);
    }

    private Uni<Void> run(Delivery delivery, Origin origin) {
        CatalogKey key = CatalogKey.of(delivery.tenant(), delivery.listener());
        Optional<CatalogEntry> found = catalog.current().find(key);
        if (found.isEmpty()) {
            health.forget(key);
            return settler.cancel(delivery);
        }
        CatalogEntry entry = found.get();
        Listener listener = entry.listener();
        if (!listener.definition().enabled() || health.isGivenUp(listener)) {
            return settler.giveUp(delivery, FailureReason.LISTENER_DISABLED, null);
        }
        if (!time.instant().isBefore(Settler.endOf(delivery, entry))) {
            return settler.giveUp(delivery, FailureReason.EXPIRED, null);
        }
        // Deliveries that need a single owner (an exact rate, an order) leave for it here, before they ask for a slot.
        Optional<Instant> quietUntil = entry.trigger().heldUntil(time.instant());
        return listener.paused() || quietUntil.isPresent()
                ? settler.postpone(delivery, entry, quietUntil)
                : enter(delivery, entry, origin);
    }

    private Uni<Void> enter(Delivery delivery, CatalogEntry entry, Origin origin) {
        return admission
                .enter(entrant(delivery, entry, origin))
                .chain(ticket -> ticket.fold(
                        admitted -> attempt(admitted.slot(), delivery, entry),
                        refused -> settler.postpone(delivery, entry, refused.notBefore())));
    }

    private Entrant entrant(Delivery delivery, CatalogEntry entry, Origin origin) {
        Listener listener = entry.listener();
        return new Entrant(
                listener.id(),
                attempter.target(delivery, entry),
                listener.definition().delivery().maxInFlight(),
                origin,
                delivery.body().bytes().length);
    }

    private Uni<Void> attempt(Ticket.Slot slot, Delivery delivery, CatalogEntry entry) {
        return attempter
                .attempt(delivery, entry)
                .onFailure()
                .invoke(bug -> slot.release(Feedback.NOTHING))
                .chain(attempted ->
                        attempted(attempted, slot.release(attempted.outcome().feedback()), entry));
    }

    private Uni<Void> attempted(Attempted attempted, boolean breakerClosed, CatalogEntry entry) {
        Outcome outcome = attempted.outcome();
        if (outcome.feedback() == Feedback.UNREACHABLE && admission.isEgressDown()) {
            return settler.postpone(attempted.before(), entry, Optional.<Instant>empty());
        }
        attempter.report(attempted, entry);
        if (outcome.feedback() != Feedback.NOTHING) {
            note(outcome, breakerClosed, entry.listener());
        }
        return settler.settle(attempted, entry);
    }

    private void note(Outcome outcome, boolean breakerClosed, Listener listener) {
        outcome.fold(
                delivered -> health.delivered(listener, breakerClosed),
                retryable -> health.failed(listener, retryable.reason(), breakerClosed),
                permanent -> health.failed(listener, permanent.reason(), breakerClosed),
                gone -> health.gone(listener));
    }
}
