package dev.hearken.language;

import dev.hearken.model.event.EventType;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import static dev.hearken.model.event.EventType.EXECUTION_CANCELLED;
import static dev.hearken.model.event.EventType.EXECUTION_FAILED;
import static dev.hearken.model.event.EventType.EXECUTION_PAUSED;
import static dev.hearken.model.event.EventType.EXECUTION_RERUN;
import static dev.hearken.model.event.EventType.EXECUTION_RESUMED;
import static dev.hearken.model.event.EventType.EXECUTION_STARTED;
import static dev.hearken.model.event.EventType.EXECUTION_SUCCEEDED;
import static dev.hearken.model.event.EventType.TASK_CANCELLED;
import static dev.hearken.model.event.EventType.TASK_FAILED;
import static dev.hearken.model.event.EventType.TASK_PAUSED;
import static dev.hearken.model.event.EventType.TASK_RERUN;
import static dev.hearken.model.event.EventType.TASK_RESUMED;
import static dev.hearken.model.event.EventType.TASK_SKIPPED;
import static dev.hearken.model.event.EventType.TASK_STARTED;
import static dev.hearken.model.event.EventType.TASK_SUCCEEDED;
import static java.util.Map.entry;

/**
 * An entry of {@code selector.events}: an event type, a glob over event types, or an alias from the engines' own
 * vocabularies.
 */
public final class EventPattern {
    private static final Set<EventType> EXECUTION_ENDS =
            EnumSet.of(EXECUTION_SUCCEEDED, EXECUTION_FAILED, EXECUTION_CANCELLED);
    private static final Set<EventType> TASK_ENDS =
            EnumSet.of(TASK_SUCCEEDED, TASK_FAILED, TASK_CANCELLED, TASK_SKIPPED);

    private static final Map<String, Set<EventType>> ALIASES = Map.ofEntries(
            entry("EXECUTION", glob("execution.*")),
            entry("TASK", glob("task.*")),
            entry("on-execution-start", EnumSet.of(EXECUTION_STARTED)),
            entry("on-execution-complete", EXECUTION_ENDS),
            entry("on-task-start", EnumSet.of(TASK_STARTED)),
            entry("on-task-complete", TASK_ENDS),
            entry("on-task-error", EnumSet.of(TASK_FAILED)),
            entry("on-enter", EnumSet.of(TASK_STARTED)),
            entry("on-exit", TASK_ENDS),
            entry("WORKFLOW_LAUNCHED", EnumSet.of(EXECUTION_STARTED)),
            entry("WORKFLOW_SUCCEEDED", EnumSet.of(EXECUTION_SUCCEEDED)),
            entry("WORKFLOW_FAILED", EnumSet.of(EXECUTION_FAILED)),
            entry("WORKFLOW_CANCELLED", EnumSet.of(EXECUTION_CANCELLED)),
            entry("WORKFLOW_PAUSED", EnumSet.of(EXECUTION_PAUSED)),
            entry("WORKFLOW_RESUMED", EnumSet.of(EXECUTION_RESUMED)),
            entry("WORKFLOW_RERUN", EnumSet.of(EXECUTION_RERUN)),
            entry("TASK_LAUNCHED", EnumSet.of(TASK_STARTED)),
            entry("TASK_SUCCEEDED", EnumSet.of(TASK_SUCCEEDED)),
            entry("TASK_FAILED", EnumSet.of(TASK_FAILED)),
            entry("TASK_CANCELLED", EnumSet.of(TASK_CANCELLED)),
            entry("TASK_PAUSED", EnumSet.of(TASK_PAUSED)),
            entry("TASK_RESUMED", EnumSet.of(TASK_RESUMED)),
            entry("TASK_RERUN", EnumSet.of(TASK_RERUN)),
            entry("TASK_SKIPPED", EnumSet.of(TASK_SKIPPED)));

    private EventPattern() {}

    /**
     * The event types that the entry stands for; empty if it is neither a type, nor an alias, nor a glob that hits a
     * type.
     */
    public static Set<EventType> expand(String entry) {
        Set<EventType> alias = ALIASES.get(entry);
        return alias == null ? glob(entry) : EnumSet.copyOf(alias);
    }

    /** The aliases that stand for this event type, possibly among others. */
    public static Set<String> aliasesOf(EventType type) {
        return ALIASES.entrySet().stream()
                .filter(alias -> alias.getValue().contains(type))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Set<EventType> glob(String pattern) {
        Glob glob = Glob.of(pattern);
        EnumSet<EventType> types = EnumSet.noneOf(EventType.class);
        for (EventType type : EventType.values()) {
            if (glob.matches(type.wireName())) {
                types.add(type);
            }
        }
        return types;
    }
}
