package dev.hearken.dispatcher.dispatch;

import dev.hearken.dispatcher.admission.Admission;
import dev.hearken.dispatcher.admission.Entrant;
import dev.hearken.dispatcher.admission.Feedback;
import dev.hearken.dispatcher.admission.Origin;
import dev.hearken.dispatcher.admission.Ticket;
import dev.hearken.dispatcher.cancellation.Cancellations;
import dev.hearken.dispatcher.catalog.Catalog;
import dev.hearken.dispatcher.catalog.CatalogEntry;
import dev.hearken.dispatcher.dispatch.Attempter.Attempted;
import dev.hearken.dispatcher.health.ListenerHealth;
import dev.hearken.dispatcher.owned.Turn;
import dev.hearken.dispatcher.retry.RetryPublisher;
import dev.hearken.dispatcher.retry.RetrySchedule;
import dev.hearken.dispatcher.retry.WaitingRoom;
import dev.hearken.model.catalog.CatalogKey;
import dev.hearken.model.delivery.Delivery;
import dev.hearken.model.delivery.FailureReason;
import dev.hearken.model.listener.DeliveryPolicy.RateLimit;
import dev.hearken.model.listener.Listener;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Takes one delivery through admission and one attempt to its settlement, with the listener as it is now.
 *
 * <pre>
 *   called off, gone ─▶ cancelled · disabled, too old ─▶ dead letter · paused, quiet, refused ─▶ waits on, no attempt used up
 *   a test ─▶ whether disabled, paused or quiet, once, and no judgement of the listener
 *   admitted ─▶ attempt ─┬─ own side at fault ─▶ waits on, no attempt used up
 *                        └─ otherwise ─▶ settled by its outcome
 * </pre>
 */
@Singleton
class DeliveryRunner implements Turn {
    private final Catalog catalog;
    private final Cancellations cancellations;
    private final Admission admission;
    private final Attempter attempter;
    private final Settler settler;
    private final RetryPublisher retries;
    private final ListenerHealth health;
    private final InstantSource time;

    DeliveryRunner(
            Catalog catalog,
            Cancellations cancellations,
            Admission admission,
            Attempter attempter,
            Settler settler,
            RetryPublisher retries,
            ListenerHealth health,
            InstantSource time) {
        this.catalog = catalog;
        this.cancellations = cancellations;
        this.admission = admission;
        this.attempter = attempter;
        this.settler = settler;
        this.retries = retries;
        this.health = health;
        this.time = time;
    }

    /** Takes a delivery that needs no owner; if it has to wait, it does so in the retry topics. */
    Uni<Void> run(Delivery delivery, Origin origin) {
        return run(delivery, new Terms(origin, retries, true, () -> {}));
    }

    @Override
    public Uni<Void> take(Delivery delivery, WaitingRoom waiting, Runnable began) {
        return run(delivery, new Terms(origin(delivery), waiting, false, began));
    }

    private static Origin origin(Delivery delivery) {
        if (delivery.isTest()) {
            return Origin.TEST;
        }
        return delivery.attempts().isEmpty() && delivery.onDemand() == null ? Origin.FRESH : Origin.RETRIED;
    }

    @Override
    public Optional<RateLimit> limit(Delivery delivery) {
        return find(delivery)
                .map(entry -> entry.listener().definition().delivery().rateLimit());
    }

    @Override
    public Uni<Void> postpone(Delivery delivery, Instant notBefore, WaitingRoom waiting) {
        return find(delivery)
                .filter(entry -> !cancellations.contains(delivery))
                .map(entry -> settler.postpone(delivery, entry, Optional.of(notBefore), waiting))
                .orElseGet(() -> settler.cancel(delivery));
    }

    private Optional<CatalogEntry> find(Delivery delivery) {
        return catalog.current().find(CatalogKey.of(delivery.tenant(), delivery.listener()));
    }

    /**
     * How a delivery runs.
     *
     * @param waiting takes it if it has to wait
     * @param bundles whether it may wait in a bundle instead, as long as it has not been tried
     * @param began is run right after its attempt began
     */
    private record Terms(Origin origin, WaitingRoom waiting, boolean bundles, Runnable began) {}

    private Uni<Void> run(Delivery delivery, Terms terms) {
        CatalogKey key = CatalogKey.of(delivery.tenant(), delivery.listener());
        Optional<CatalogEntry> found = catalog.current().find(key);
        if (found.isEmpty()) {
            health.forget(key);
            return settler.cancel(delivery);
        }
        if (cancellations.contains(delivery)) {
            return settler.cancel(delivery);
        }
        CatalogEntry entry = found.get();
        return delivery.isTest() ? enter(delivery, entry, terms) : run(delivery, entry, terms);
    }

    private Uni<Void> run(Delivery delivery, CatalogEntry entry, Terms terms) {
        Listener listener = entry.listener();
        if (!listener.definition().enabled() || health.isGivenUp(listener)) {
            return settler.giveUp(delivery, FailureReason.LISTENER_DISABLED, null);
        }
        if (!time.instant().isBefore(Settler.endOf(delivery, entry))) {
            return settler.giveUp(delivery, FailureReason.EXPIRED, null);
        }
        return isHeld(entry)
                ? postpone(delivery, entry, entry.trigger().heldUntil(time.instant()), terms)
                : enter(delivery, entry, terms);
    }

    private boolean isHeld(CatalogEntry entry) {
        return entry.listener().paused()
                || entry.trigger().heldUntil(time.instant()).isPresent();
    }

    private Uni<Void> postpone(Delivery delivery, CatalogEntry entry, Optional<Instant> notBefore, Terms terms) {
        return terms.bundles()
                ? settler.postponeUntried(delivery, entry, notBefore, terms.waiting())
                : settler.postpone(delivery, entry, notBefore, terms.waiting());
    }

    /**
     * When deliveries of one listener that need no owner are to ask again, if it is clear beforehand that none of them
     * would be tried now; they are given their turn then.
     *
     * @param crowd how many they are
     * @param createdAt when the first of them began
     */
    Optional<Instant> turnAway(CatalogEntry entry, int crowd, Instant createdAt, Origin origin) {
        Listener listener = entry.listener();
        Instant now = time.instant();
        if (!listener.definition().enabled() || health.isGivenUp(listener)) {
            return Optional.empty();
        }
        Instant later = RetrySchedule.afterRefusal(createdAt, now);
        return isHeld(entry)
                ? Optional.of(entry.trigger().heldUntil(now).orElse(later))
                : admission
                        .turnAway(listener.id(), crowd, origin)
                        .map(refused -> refused.notBefore().orElse(later));
    }

    private Uni<Void> enter(Delivery delivery, CatalogEntry entry, Terms terms) {
        return admission
                .enter(entrant(delivery, entry, terms.origin()))
                .chain(ticket -> ticket.fold(
                        admitted -> attempt(admitted.slot(), delivery, entry, terms),
                        refused -> postpone(delivery, entry, refused.notBefore(), terms)));
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

    private Uni<Void> attempt(Ticket.Slot slot, Delivery delivery, CatalogEntry entry, Terms terms) {
        Uni<Attempted> attempt = attempter.attempt(delivery, entry);
        terms.began().run();
        return attempt.onFailure()
                .invoke(bug -> slot.release(Feedback.NOTHING))
                .chain(attempted ->
                        attempted(attempted, slot.release(attempted.outcome().feedback()), entry, terms.waiting()));
    }

    private Uni<Void> attempted(Attempted attempted, boolean breakerClosed, CatalogEntry entry, WaitingRoom waiting) {
        Outcome outcome = attempted.outcome();
        boolean isTest = attempted.before().isTest();
        if (!isTest && outcome.feedback() == Feedback.UNREACHABLE && admission.isEgressDown()) {
            return settler.postpone(attempted.before(), entry, Optional.empty(), waiting);
        }
        attempter.report(attempted, entry);
        if (!isTest && outcome.feedback() != Feedback.NOTHING) {
            note(outcome, breakerClosed, entry.listener());
        }
        return settler.settle(attempted, entry, waiting);
    }

    private void note(Outcome outcome, boolean breakerClosed, Listener listener) {
        outcome.fold(
                delivered -> health.delivered(listener, breakerClosed),
                retryable -> health.failed(listener, retryable.reason(), breakerClosed),
                permanent -> health.failed(listener, permanent.reason(), breakerClosed),
                gone -> health.gone(listener));
    }
}
