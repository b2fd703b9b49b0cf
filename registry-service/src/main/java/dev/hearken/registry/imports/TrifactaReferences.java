package dev.hearken.registry.imports;

import dev.hearken.language.VariablePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static java.util.Map.entry;

/**
 * Trifacta's references as Hearken's: {@code {{$plan.name}}} becomes {@code ${{workflow.name}}},
 * {@code {{$http_ax.statusCode}}} becomes {@code ${{metadata.http_ax.statusCode}}}.
 */
final class TrifactaReferences {
    private static final Pattern REFERENCE = Pattern.compile("(\\$?)\\{\\{\\s*(\\$[^{}|]*?)\\s*(?:\\|([^{}]*))?}}");
    private static final Pattern TASK = Pattern.compile("\\$((?:http|flow)_[A-Za-z0-9]+)");
    private static final String HUMANIZE = "humanizeDuration";

    private static final Map<String, List<String>> PLAN = Map.ofEntries(
            entry("name", List.of("workflow", "name")),
            entry("id", List.of("workflow", "id")),
            entry("runId", List.of("execution", "id")),
            entry("duration", List.of("execution", "durationMs")),
            entry("startTime", List.of("execution", "startedAt")),
            entry("user", List.of("execution", "triggeredBy")));

    private TrifactaReferences() {}

    static String rewrite(SourceFields task, String field, String text) {
        Matcher reference = REFERENCE.matcher(TextMapping.literal(text));
        StringBuilder rewritten = new StringBuilder();
        while (reference.find()) {
            reference.appendReplacement(rewritten, "");
            if (!reference.group(1).isEmpty()) {
                task.fault(field, "has a $ before a reference, which cannot be carried over");
            }
            rewritten
                    .append("${{")
                    .append(path(reference.group(2)).orElseGet(() -> {
                        task.fault(field, "refers to something that is neither $plan nor a task such as $http_ax");
                        return "metadata";
                    }))
                    .append(filter(task, field, reference.group(3)))
                    .append("}}");
        }
        return reference.appendTail(rewritten).toString();
    }

    private static String filter(SourceFields task, String field, String filter) {
        if (filter == null) {
            return "";
        }
        if (!filter.strip().equals(HUMANIZE)) {
            task.fault(field, "has a filter other than " + HUMANIZE);
        }
        return " | duration";
    }

    private static Optional<String> path(String written) {
        return VariablePath.parse(written)
                .filter(path -> path.segments().size() > 1)
                .flatMap(path -> segments(path.segments()))
                .map(segments -> new VariablePath(segments).toString());
    }

    private static Optional<List<String>> segments(List<String> written) {
        Matcher task = TASK.matcher(written.get(0));
        List<String> rest = written.subList(1, written.size());
        if (task.matches()) {
            return Optional.of(concat(List.of("metadata", task.group(1)), rest));
        }
        if (!written.get(0).equals("$plan")) {
            return Optional.empty();
        }
        List<String> known = PLAN.get(rest.get(0));
        return Optional.of(
                known == null ? concat(List.of("metadata"), rest) : concat(known, rest.subList(1, rest.size())));
    }

    private static List<String> concat(List<String> start, List<String> rest) {
        List<String> all = new ArrayList<>(start);
        all.addAll(rest);
        return all;
    }
}
