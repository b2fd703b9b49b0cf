package dev.hearken.language;

import dev.hearken.model.event.EventType;
import dev.hearken.model.event.WorkflowEvent;
import dev.hearken.model.listener.Selector;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A {@link Selector} made ready to judge events. Thread-safe; judging allocates nothing. */
public final class CompiledSelector {
    private static final Glob[] ANY = {};
    private static final String[] NO_NAMES = {};

    private final EnumSet<EventType> types;
    private final Glob[] workflows;
    private final Glob[] workflowIds;
    private final Glob[] workbooks;
    private final Glob[] executions;
    private final Glob[] tasks;
    private final String[] labelNames;
    private final Glob[] labelValues;

    private CompiledSelector(Selector selector) {
        this.types = types(selector.events());
        this.workflows = globs(selector.workflows());
        this.workflowIds = globs(selector.workflowIds());
        this.workbooks = globs(selector.workbooks());
        this.executions = globs(selector.executions());
        this.tasks = globs(selector.tasks());
        // Two arrays, because walking a map's entries allocates.
        List<Map.Entry<String, String>> labels = List.copyOf(selector.labels().entrySet());
        this.labelNames = labels.isEmpty()
                ? NO_NAMES
                : labels.stream().map(Map.Entry::getKey).toArray(String[]::new);
        this.labelValues = globs(labels.stream().map(Map.Entry::getValue).toList());
    }

    /** Compiles. An entry of {@code events} that stands for nothing selects nothing. */
    public static CompiledSelector of(Selector selector) {
        return new CompiledSelector(selector);
    }

    private static EnumSet<EventType> types(List<String> entries) {
        if (entries.isEmpty()) {
            return EnumSet.allOf(EventType.class);
        }
        EnumSet<EventType> types = EnumSet.noneOf(EventType.class);
        entries.forEach(entry -> types.addAll(EventPattern.expand(entry)));
        return types;
    }

    private static Glob[] globs(List<String> patterns) {
        return patterns.isEmpty()
                ? ANY
                : patterns.stream().map((Function<String, Glob>) Glob::of).toArray(Glob[]::new);
    }

    /** The event types that it can match. */
    public Set<EventType> types() {
        return EnumSet.copyOf(types);
    }

    /** Whether the event passes every field. */
    public boolean matches(WorkflowEvent event) {
        return types.contains(event.type())
                && any(workflows, event.workflow().name())
                && any(workflowIds, event.workflow().id())
                && any(workbooks, event.workflow().workbook())
                && any(executions, event.executionId())
                && any(tasks, event.taskName())
                && hasLabels(event.workflow().labels());
    }

    private static boolean any(Glob[] globs, @Nullable String value) {
        if (globs.length == 0) {
            return true;
        }
        if (value == null) {
            return false;
        }
        for (Glob glob : globs) {
            if (glob.matches(value)) {
                return true;
            }
        }
        return false;
    }

    private boolean hasLabels(Map<String, String> actual) {
        for (int i = 0; i < labelNames.length; i++) {
            String value = actual.get(labelNames[i]);
            if (value == null || !labelValues[i].matches(value)) {
                return false;
            }
        }
        return true;
    }
}
