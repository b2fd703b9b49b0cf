package dev.hearken.registry.listener;

import dev.hearken.model.event.EventType;
import dev.hearken.registry.problem.ProblemException;
import dev.hearken.registry.problem.ProblemType;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which listeners a list shows; an absent part lets all pass.
 *
 * @param name part of the name, upper and lower case alike
 * @param enabled whether they are enabled
 * @param health their health
 * @param event a type of event that they hear: named, by alias or glob, or because they name none
 * @param workflow a workflow that their selector names, literally or by a glob
 * @param labels labels that they must all have, with exactly these values
 */
record ListenerFilter(
        Optional<String> name,
        Optional<Boolean> enabled,
        Optional<Health> health,
        Optional<EventType> event,
        Optional<String> workflow,
        Map<String, String> labels) {
    /** All that are enabled. */
    static final ListenerFilter ENABLED = new ListenerFilter(
            Optional.empty(), Optional.of(true), Optional.empty(), Optional.empty(), Optional.empty(), Map.of());

    private static final Set<String> PARAMETERS =
            Set.of("name", "enabled", "health", "event", "workflow", "label", "limit", "cursor");
    private static final int MAX_LENGTH = 256;
    private static final int MAX_LABELS = 8;

    /**
     * Reads the query.
     *
     * @throws ProblemException {@link ProblemType#INVALID_REQUEST} if a parameter is unknown, stands twice or has a
     *     value that it cannot have
     */
    static ListenerFilter from(MultivaluedMap<String, String> query) {
        query.forEach((parameter, values) -> {
            if (!PARAMETERS.contains(parameter)) {
                throw refused("There is no parameter of this name; there are " + String.join(", ", sorted()));
            }
            if (values.size() > 1 && !parameter.equals("label")) {
                throw refused("The parameter '" + parameter + "' stands twice");
            }
            values.forEach(value -> check(parameter, value));
        });
        return new ListenerFilter(
                text(query, "name"),
                text(query, "enabled").map(ListenerFilter::bool),
                text(query, "health").map(ListenerFilter::health),
                text(query, "event").map(ListenerFilter::event),
                text(query, "workflow"),
                labels(query.getOrDefault("label", List.of())));
    }

    private static List<String> sorted() {
        return PARAMETERS.stream().sorted().toList();
    }

    private static void check(String parameter, String value) {
        if (value.length() > MAX_LENGTH || value.chars().anyMatch(Character::isISOControl)) {
            throw refused("The parameter '" + parameter + "' must have at most " + MAX_LENGTH
                    + " characters and no control characters");
        }
    }

    private static Optional<String> text(MultivaluedMap<String, String> query, String parameter) {
        return Optional.ofNullable(query.getFirst(parameter));
    }

    private static boolean bool(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw refused("The parameter 'enabled' must be true or false");
        };
    }

    private static Health health(String text) {
        return Health.parse(text)
                .orElseThrow(
                        () -> refused("The parameter 'health' must be active, degraded, open, paused or disabled"));
    }

    private static EventType event(String text) {
        return EventType.of(text)
                .orElseThrow(() -> refused("The parameter 'event' must be an event type such as task.failed"));
    }

    private static Map<String, String> labels(List<String> texts) {
        if (texts.size() > MAX_LABELS) {
            throw refused("The parameter 'label' may stand at most " + MAX_LABELS + " times");
        }
        Map<String, String> labels = new TreeMap<>();
        for (String text : texts) {
            int colon = text.indexOf(':');
            if (colon < 1) {
                throw refused("The parameter 'label' must have the form <key>:<value>");
            }
            if (labels.putIfAbsent(text.substring(0, colon), text.substring(colon + 1)) != null) {
                throw refused("The parameter 'label' names a key twice");
            }
        }
        return labels;
    }

    private static ProblemException refused(String detail) {
        return new ProblemException(ProblemType.INVALID_REQUEST, detail);
    }

    /** A text that is the same for the same filter and differs between different ones. */
    String canonical() {
        // No value can hold a line break.
        StringBuilder text = new StringBuilder();
        name.ifPresent(value -> text.append("name=").append(value).append('\n'));
        enabled.ifPresent(value -> text.append("enabled=").append(value).append('\n'));
        health.ifPresent(value -> text.append("health=").append(value).append('\n'));
        event.ifPresent(value -> text.append("event=").append(value).append('\n'));
        workflow.ifPresent(value -> text.append("workflow=").append(value).append('\n'));
        new TreeMap<>(labels)
                .forEach((key, value) -> text.append("label=")
                        .append(key)
                        .append(':')
                        .append(value)
                        .append('\n'));
        return text.toString();
    }
}
