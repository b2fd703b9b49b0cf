package dev.hearken.registry.replay;

import dev.hearken.format.Decoding.Undecodable;
import dev.hearken.format.InboundEvents;
import dev.hearken.format.InvalidEventReason;
import dev.hearken.language.EventScope;
import dev.hearken.model.TenantId;
import dev.hearken.model.delivery.DeliveryId;
import dev.hearken.model.event.WorkflowEvent;
import dev.hearken.model.listener.ListenerId;
import dev.hearken.registry.replay.EventReadingConsumer.Found;
import dev.hearken.registry.replay.ReplayTargets.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads records as the dispatchers do, and says to which listeners their events belong. */
final class ReplayMatcher {
    /** The topics carry events of this tenant only. */
    private static final TenantId OF_TOPICS = TenantId.DEFAULT;

    private final Replay replay;
    private final ReplayTargets targets;

    ReplayMatcher(Replay replay, ReplayTargets targets) {
        this.replay = replay;
        this.targets = targets;
    }

    /**
     * A delivery that matches.
     *
     * @param revision the listener's, as it was judged
     */
    record Match(DeliveryId id, ListenerId listener, long revision) {}

    /**
     * What a record means for the replay.
     *
     * @param record the record
     * @param scanned how many of its events are the tenant's; 0 if it is outside of the time range
     * @param invalid 1 if it is no event, else 0
     * @param matches the deliveries that match
     */
    record Judged(Found record, long scanned, long invalid, List<Match> matches) {
        /** What it counts without its deliveries. */
        Tally tally() {
            return new Tally(scanned, invalid, 0, 0, 0, Map.of());
        }
    }

    /** @param now when callbacks would go out */
    Judged judge(Found record, Instant now) {
        if (!replay.wish().covers(record.time()) || !replay.tenant().equals(OF_TOPICS)) {
            return new Judged(record, 0, 0, List.of());
        }
        return InboundEvents.decode(
                        OF_TOPICS, record.source().headers(), record.source().value(), record.time(), Optional.empty())
                .fold(events -> judged(record, events, now), undecodable -> invalid(record, undecodable));
    }

    /** A tombstone is no event and no fault. */
    private static Judged invalid(Found record, Undecodable undecodable) {
        return new Judged(record, 0, undecodable.reason() == InvalidEventReason.EMPTY ? 0 : 1, List.of());
    }

    private Judged judged(Found record, List<WorkflowEvent> events, Instant now) {
        List<Match> matches = new ArrayList<>();
        events.stream()
                .filter(event -> event.tenant().equals(replay.tenant()))
                .filter(event -> replay.wish()
                        .execution()
                        .map(event.executionId()::equals)
                        .orElse(true))
                .forEach(event ->
                        match(event, new EventScope(event, record.source().value()), now, matches));
        return new Judged(record, events.size(), 0, matches);
    }

    private void match(WorkflowEvent event, EventScope scope, Instant now, List<Match> matches) {
        for (Target target : targets.current()) {
            // A window that holds lets the event wait, here as in a dispatcher.
            boolean matched = target.trigger().decide(scope, now).fold(() -> true, until -> true, error -> false);
            if (matched) {
                ListenerId listener = target.listener().id();
                DeliveryId id = DeliveryId.of(event.tenant(), event.source(), event.id(), listener);
                matches.add(new Match(id, listener, target.listener().revision()));
            }
        }
    }
}
