package dev.hearken.dispatcher.intake;

import dev.hearken.model.event.WorkflowEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.Function;

/** The events of one record: together they decide when it is done. */
final class EventGroup {
    /** Events of one record that are under way together; bounds the bodies that a record with many events makes. */
    static final int AT_ONCE = 16;

    private EventGroup() {}

    /** Takes each event through {@code dispatch}, in order; done, or failed, when all of them are settled or failed. */
    static Uni<Void> settle(List<WorkflowEvent> events, Function<WorkflowEvent, Uni<Void>> dispatch) {
        return events.size() == 1
                ? dispatch.apply(events.get(0))
                : Multi.createFrom()
                        .iterable(events)
                        .onItem()
                        .transformToUni(dispatch::apply)
                        .collectFailures()
                        .merge(AT_ONCE)
                        .collect()
                        .last()
                        .replaceWithVoid();
    }
}
