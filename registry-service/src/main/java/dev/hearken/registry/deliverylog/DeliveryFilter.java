package dev.hearken.registry.deliverylog;

import dev.hearken.model.delivery.DeliveryStatus;
import dev.hearken.model.listener.ListenerId;
import dev.hearken.registry.paging.QueryParameters;
import dev.hearken.registry.problem.ProblemException;
import dev.hearken.registry.problem.ProblemType;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Optional;
import java.util.Set;

/**
 * Which deliveries a list shows; an absent part lets all pass.
 *
 * @param listener for whom
 * @param workflow the workflow's name
 * @param execution the execution's id
 * @param event the event's id
 * @param status how they stand
 * @param created when their events were matched
 */
record DeliveryFilter(
        Optional<ListenerId> listener,
        Optional<String> workflow,
        Optional<String> execution,
        Optional<String> event,
        Optional<DeliveryStatus> status,
        TimeRange created) {
    private static final Set<String> PARAMETERS =
            Set.of("listener", "workflow", "execution", "event", "status", "since", "until", "limit", "cursor");

    /**
     * Reads the query.
     *
     * @throws ProblemException {@link ProblemType#INVALID_REQUEST} if a parameter is unknown, stands twice or has a
     *     value that it cannot have
     */
    static DeliveryFilter from(MultivaluedMap<String, String> query) {
        QueryParameters.check(query, PARAMETERS);
        return new DeliveryFilter(
                text(query, "listener").map(DeliveryFilter::listener),
                text(query, "workflow"),
                text(query, "execution"),
                text(query, "event"),
                text(query, "status").map(DeliveryFilter::status),
                TimeRange.from(query));
    }

    private static Optional<String> text(MultivaluedMap<String, String> query, String parameter) {
        return Optional.ofNullable(query.getFirst(parameter));
    }

    static ListenerId listener(String text) {
        if (!ListenerId.isValid(text)) {
            throw refused("The parameter 'listener' must be a listener's id");
        }
        return new ListenerId(text);
    }

    private static DeliveryStatus status(String text) {
        return DeliveryStatus.parse(text)
                .orElseThrow(() -> refused("The parameter 'status' must be waiting, delivered, failed or cancelled"));
    }

    private static ProblemException refused(String detail) {
        return new ProblemException(ProblemType.INVALID_REQUEST, detail);
    }

    /** A text that is the same for the same filter and differs between different ones. */
    String canonical() {
        // No value can hold a line break.
        StringBuilder text = new StringBuilder("deliveries\n");
        listener.ifPresent(value -> text.append("listener=").append(value).append('\n'));
        workflow.ifPresent(value -> text.append("workflow=").append(value).append('\n'));
        execution.ifPresent(value -> text.append("execution=").append(value).append('\n'));
        event.ifPresent(value -> text.append("event=").append(value).append('\n'));
        status.ifPresent(value -> text.append("status=").append(value).append('\n'));
        created.since().ifPresent(value -> text.append("since=").append(value).append('\n'));
        created.until().ifPresent(value -> text.append("until=").append(value).append('\n'));
        return text.toString();
    }
}
