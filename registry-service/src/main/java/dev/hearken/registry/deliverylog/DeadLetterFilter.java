package dev.hearken.registry.deliverylog;

import dev.hearken.model.delivery.FailureReason;
import dev.hearken.model.listener.ListenerId;
import dev.hearken.registry.problem.ProblemException;
import dev.hearken.registry.problem.ProblemType;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * Which dead letters are meant; an absent part lets all pass.
 *
 * @param listener for whom
 * @param workflow the workflow's name
 * @param reason why they ended
 * @param created when their events were matched
 */
public record DeadLetterFilter(
        Optional<ListenerId> listener, Optional<String> workflow, Optional<FailureReason> reason, TimeRange created) {
    /** Their names in a query. */
    public static final Set<String> PARAMETERS = Set.of("listener", "workflow", "reason", "since", "until");

    /**
     * Reads the parameters, and passes over others.
     *
     * @throws ProblemException {@link ProblemType#INVALID_REQUEST} if one has a value that it cannot have
     */
    public static DeadLetterFilter from(MultivaluedMap<String, String> query) {
        return new DeadLetterFilter(
                Optional.ofNullable(query.getFirst("listener")).map(DeliveryFilter::listener),
                Optional.ofNullable(query.getFirst("workflow")),
                Optional.ofNullable(query.getFirst("reason")).map(DeadLetterFilter::reason),
                TimeRange.from(query));
    }

    private static FailureReason reason(String text) {
        return Arrays.stream(FailureReason.values())
                .filter(reason -> reason.wireName().equals(text))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        ProblemType.INVALID_REQUEST, "The parameter 'reason' must be a reason of a failed delivery"));
    }

    /** A text that is the same for the same filter and differs between different ones. */
    String canonical() {
        // No value can hold a line break.
        StringBuilder text = new StringBuilder("dead-letters\n");
        listener.ifPresent(value -> text.append("listener=").append(value).append('\n'));
        workflow.ifPresent(value -> text.append("workflow=").append(value).append('\n'));
        reason.ifPresent(value -> text.append("reason=").append(value).append('\n'));
        created.since().ifPresent(value -> text.append("since=").append(value).append('\n'));
        created.until().ifPresent(value -> text.append("until=").append(value).append('\n'));
        return text.toString();
    }
}
