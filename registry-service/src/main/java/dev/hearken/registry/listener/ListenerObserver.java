package dev.hearken.registry.listener;

import dev.hearken.model.delivery.ConditionFailure;
import dev.hearken.model.delivery.FailureReason;
import dev.hearken.model.delivery.ListenerState;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Notes at the listeners what dispatchers say of them: each method is one transaction. */
@Singleton
class ListenerObserver {
    private final ListenerRepository listeners;
    private final ListenerService service;

    ListenerObserver(ListenerRepository listeners, ListenerService service) {
        this.listeners = listeners;
        this.service = service;
    }

    /**
     * Takes in how a listener fares. One that was given up is disabled if it is still as it was then; of one that its
     * owner has disabled nothing new is noted.
     */
    @Transactional
    void observe(ListenerState state) {
        listeners
                .lock(state.tenant(), state.listener())
                .filter(row -> row.toListener().listener().definition().enabled())
                .ifPresent(row -> observe(row, state));
    }

    private void observe(ListenerEntity row, ListenerState state) {
        switch (state.health()) {
            case ACTIVE -> row.setSeen(Optional.empty());
            case DEGRADED -> row.setSeen(Optional.of(sighting(Health.DEGRADED, state)));
            case OPEN -> row.setSeen(Optional.of(sighting(Health.OPEN, state)));
            case DISABLED -> {
                if (row.revision == state.revision()) {
                    row.setSeen(Optional.of(sighting(Health.DISABLED, state)));
                    service.store(row, row.toListener().listener().definition().withEnabled(false), row.paused);
                }
            }
        }
    }

    /** Takes in that a condition could not be judged, unless the listener has another revision by now. */
    @Transactional
    void observe(ConditionFailure failure) {
        listeners
                .lock(failure.tenant(), failure.listener())
                .filter(row -> row.revision == failure.revision())
                .ifPresent(row -> row.setConditionError(Optional.of(
                        new ConditionError(failure.error(), failure.at().truncatedTo(ChronoUnit.MILLIS)))));
    }

    private static Sighting sighting(Health health, ListenerState state) {
        FailureReason reason = state.reason();
        return new Sighting(
                health,
                (reason == null ? FailureReason.UNKNOWN : reason).wireName(),
                state.since().truncatedTo(ChronoUnit.MILLIS));
    }
}
