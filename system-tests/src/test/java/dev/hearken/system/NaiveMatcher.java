package dev.hearken.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Says which events a listener must hear, written from the documentation alone and without any of Hearken's code. */
public final class NaiveMatcher {
    private static final Map<String, Set<String>> ALIASES = Map.of(
            "TASK", Set.of("task\\..*"),
            "EXECUTION", Set.of("execution\\..*"),
            "on-task-error", Set.of("task\\.failed"),
            "on-execution-complete", Set.of("execution\\.(succeeded|failed|cancelled)"),
            "WORKFLOW_SUCCEEDED", Set.of("execution\\.succeeded"),
            "TASK_LAUNCHED", Set.of("task\\.started"));

    private NaiveMatcher() {}

    /** Whether the event is for the listener. */
    public static boolean hears(JsonNode listener, JsonNode event) {
        JsonNode selector = listener.path("selector");
        JsonNode workflow = event.at("/data/workflow");
        return listener.path("enabled").asBoolean(true)
                && anyEvent(selector.path("events"), event.get("type").textValue())
                && any(selector.path("workflows"), workflow.path("name"))
                && any(selector.path("workflowIds"), workflow.path("id"))
                && any(selector.path("workbooks"), workflow.path("workbook"))
                && any(selector.path("executions"), event.at("/data/execution/id"))
                && any(selector.path("tasks"), event.at("/data/task/name"))
                && selector.path("labels").properties().stream()
                        .allMatch(label -> glob(
                                label.getValue().textValue(),
                                workflow.path("labels").path(label.getKey())));
    }

    private static boolean anyEvent(JsonNode entries, String type) {
        Set<String> patterns = StreamSupport.stream(entries.spliterator(), false)
                .map(JsonNode::textValue)
                .flatMap(entry -> ALIASES.getOrDefault(entry, Set.of(regex(entry))).stream())
                .collect(Collectors.toSet());
        return patterns.isEmpty() || patterns.stream().anyMatch(type::matches);
    }

    private static boolean any(JsonNode globs, JsonNode value) {
        return globs.isEmpty()
                || StreamSupport.stream(globs.spliterator(), false).anyMatch(glob -> glob(glob.textValue(), value));
    }

    private static boolean glob(String glob, JsonNode value) {
        return value.isTextual()
                && Pattern.compile(regex(glob), Pattern.DOTALL)
                        .matcher(value.textValue())
                        .matches();
    }

    private static String regex(String glob) {
        return glob.chars()
                .mapToObj(c -> c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf((char) c)))
                .collect(Collectors.joining());
    }
}
