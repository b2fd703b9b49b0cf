package dev.hearken.language;

import dev.hearken.language.Trigger.Line;
import dev.hearken.model.event.Workflow;
import dev.hearken.model.event.WorkflowEvent;
import dev.hearken.model.listener.Selector;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Says for each field of a selector why it matches an event or not. */
final class SelectorExplanation {
    private SelectorExplanation() {}

    static List<Line> of(Selector selector, WorkflowEvent event) {
        Workflow workflow = event.workflow();
        return List.of(
                line(
                        "events",
                        selector.events(),
                        "event.type",
                        event.type().wireName(),
                        entry -> EventPattern.expand(entry).contains(event.type())),
                globs("workflows", selector.workflows(), "workflow.name", workflow.name()),
                globs("workflowIds", selector.workflowIds(), "workflow.id", workflow.id()),
                globs("workbooks", selector.workbooks(), "workflow.workbook", workflow.workbook()),
                globs("executions", selector.executions(), "execution.id", event.executionId()),
                globs("tasks", selector.tasks(), "task.name", event.taskName()),
                labels(selector.labels(), workflow.labels()));
    }

    private static Line globs(String field, List<String> entries, String variable, @Nullable String actual) {
        return line(
                field,
                entries,
                variable,
                actual,
                entry -> actual != null && Glob.of(entry).matches(actual));
    }

    private static Line line(
            String field, List<String> entries, String variable, @Nullable String actual, Predicate<String> matches) {
        String part = "selector." + field;
        if (entries.isEmpty()) {
            return new Line(part, true, "is empty, so every event matches");
        }
        if (actual == null) {
            return new Line(part, false, variable + " is absent");
        }
        Optional<String> match = entries.stream().filter(matches).findFirst();
        String is = variable + " is " + Shortened.text(actual) + ", ";
        return new Line(
                part,
                match.isPresent(),
                is
                        + match.map(entry -> Shortened.text(entry) + " matches")
                                .orElseGet(() -> "none of " + Shortened.text(entries.toString()) + " matches"));
    }

    private static Line labels(Map<String, String> wanted, Map<String, String> actual) {
        String part = "selector.labels";
        if (wanted.isEmpty()) {
            return new Line(part, true, "is empty, so every event matches");
        }
        for (Map.Entry<String, String> label : wanted.entrySet()) {
            String value = actual.get(label.getKey());
            String name = "workflow.labels." + Shortened.text(label.getKey());
            if (value == null) {
                return new Line(part, false, name + " is absent");
            }
            if (!Glob.of(label.getValue()).matches(value)) {
                String glob = Shortened.text(label.getValue());
                return new Line(part, false, name + " is " + Shortened.text(value) + ", " + glob + " does not match");
            }
        }
        return new Line(part, true, "all of " + Shortened.text(wanted.toString()) + " match");
    }
}
