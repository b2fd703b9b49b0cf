package dev.hearken.registry.replay;

import dev.hearken.language.Trigger;
import dev.hearken.model.TenantId;
import dev.hearken.model.listener.Listener;
import dev.hearken.model.listener.ListenerId;
import dev.hearken.registry.listener.ListenerLookup;
import dev.hearken.registry.problem.ProblemException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The listeners of one replay as they are now, looked up again every few seconds. For one thread. */
final class ReplayTargets {
    private static final long ONE_FRESH_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long ALL_FRESH_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final ListenerLookup listeners;
    private final TenantId tenant;
    private final Optional<ListenerId> only;
    private Map<ListenerId, Target> targets = Map.of();
    private Optional<Long> lookedUp = Optional.empty();

    /** A listener, ready to judge. */
    record Target(Listener listener, Trigger trigger) {
        static Target of(Listener listener) {
            return new Target(listener, Trigger.of(listener.definition()));
        }
    }

    ReplayTargets(ListenerLookup listeners, Replay replay) {
        this.listeners = listeners;
        this.tenant = replay.tenant();
        this.only = replay.wish().listener();
    }

    Collection<Target> current() {
        return targets.values();
    }

    /** Looks them up if it is time; why the replay cannot go on, empty if it can. */
    Optional<String> refresh() {
        long fresh = only.isPresent() ? ONE_FRESH_NANOS : ALL_FRESH_NANOS;
        if (lookedUp.filter(at -> System.nanoTime() - at < fresh).isPresent()) {
            return Optional.empty();
        }
        Optional<String> obstacle = only.isPresent() ? one(only.get()) : all();
        lookedUp = Optional.of(System.nanoTime());
        return obstacle;
    }

    private Optional<String> one(ListenerId id) {
        try {
            Listener listener = listeners.find(tenant, id.value());
            keep(List.of(listener));
            return listener.definition().enabled() ? Optional.empty() : Optional.of("the listener was disabled");
        } catch (ProblemException e) {
            return Optional.of("the listener was deleted");
        }
    }

    private Optional<String> all() {
        keep(listeners.enabled(tenant));
        return Optional.empty();
    }

    /** Compiled once per revision. */
    private void keep(List<Listener> found) {
        Map<ListenerId, Target> known = targets;
        Map<ListenerId, Target> now = new LinkedHashMap<>();
        found.forEach(listener -> {
            Target before = known.get(listener.id());
            boolean same = before != null && before.listener().revision() == listener.revision();
            now.put(listener.id(), same ? before : Target.of(listener));
        });
        targets = now;
    }
}
