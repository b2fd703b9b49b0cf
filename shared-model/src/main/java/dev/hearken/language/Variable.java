package dev.hearken.language;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import static java.util.Map.entry;

/**
 * A variable that rules may name: a path of {@link EventScope}, one of the short names {@code startedAt},
 * {@code endedAt} and {@code now}, the {@code date}, {@code time} or {@code weekday} of an instant among them, or the
 * bare name of an Erathos variable.
 */
final class Variable {
    private static final VariablePath TASK = new VariablePath(List.of("task"));
    private static final VariablePath EXECUTION = new VariablePath(List.of("execution"));
    private static final Set<String> ROOTS =
            Set.of("event", "workflow", "execution", "task", "tasks", "metadata", "raw", "erathos");

    private static final Map<String, VariableType> TYPES = Map.ofEntries(
            entry("event.id", VariableType.STRING),
            entry("event.type", VariableType.STRING),
            entry("event.source", VariableType.STRING),
            entry("event.time", VariableType.INSTANT),
            entry("workflow.id", VariableType.STRING),
            entry("workflow.name", VariableType.STRING),
            entry("workflow.version", VariableType.STRING),
            entry("workflow.workbook", VariableType.STRING),
            entry("execution.id", VariableType.STRING),
            entry("execution.state", VariableType.STRING),
            entry("execution.previousState", VariableType.STRING),
            entry("execution.startedAt", VariableType.INSTANT),
            entry("execution.endedAt", VariableType.INSTANT),
            entry("execution.durationMs", VariableType.NUMBER),
            entry("execution.parentId", VariableType.STRING),
            entry("execution.rootId", VariableType.STRING),
            entry("execution.triggeredBy", VariableType.STRING),
            entry("execution.error.message", VariableType.STRING),
            entry("execution.error.type", VariableType.STRING),
            entry("task.id", VariableType.STRING),
            entry("task.name", VariableType.STRING),
            entry("task.state", VariableType.STRING),
            entry("task.previousState", VariableType.STRING),
            entry("task.attempt", VariableType.NUMBER),
            entry("task.startedAt", VariableType.INSTANT),
            entry("task.endedAt", VariableType.INSTANT),
            entry("task.durationMs", VariableType.NUMBER),
            entry("task.returnCode", VariableType.NUMBER),
            entry("task.stdout", VariableType.STRING),
            entry("task.stderr", VariableType.STRING),
            entry("task.error.message", VariableType.STRING),
            entry("task.error.type", VariableType.STRING),
            entry("startedAt", VariableType.INSTANT),
            entry("endedAt", VariableType.INSTANT),
            entry("now", VariableType.INSTANT));

    private final VariablePath path;
    private final VariableType type;
    private final boolean partOfInstant;

    private Variable(VariablePath path, VariableType type, boolean partOfInstant) {
        this.path = path;
        this.type = type;
        this.partOfInstant = partOfInstant;
    }

    /** The variable with this name; empty if none can have it. */
    static Optional<Variable> of(String name) {
        return ErathosVariable.of(name)
                .map(erathos -> new VariablePath(List.of("erathos", erathos.name())))
                .or(() -> VariablePath.parse(name))
                .flatMap(Variable::of);
    }

    private static Optional<Variable> of(VariablePath path) {
        VariableType type = TYPES.get(path.toString());
        if (type != null) {
            return Optional.of(new Variable(path, type, false));
        }
        return part(path)
                .or(() -> ROOTS.contains(path.root())
                        ? Optional.of(new Variable(path, erathosType(path), false))
                        : Optional.empty());
    }

    private static Optional<Variable> part(VariablePath path) {
        int last = path.segments().size() - 1;
        if (last == 0) {
            return Optional.empty();
        }
        VariablePath whole = new VariablePath(path.segments().subList(0, last));
        VariableType type = switch (path.segments().get(last)) {
            case "date" -> VariableType.DATE;
            case "time" -> VariableType.TIME;
            case "weekday" -> VariableType.WEEKDAY;
            default -> VariableType.UNKNOWN;
        };
        return type != VariableType.UNKNOWN && TYPES.get(whole.toString()) == VariableType.INSTANT
                ? Optional.of(new Variable(whole, type, true))
                : Optional.empty();
    }

    private static VariableType erathosType(VariablePath path) {
        return path.root().equals("erathos") && path.segments().size() == 2
                ? ErathosVariable.of(path.segments().get(1))
                        .map(ErathosVariable::type)
                        .orElse(VariableType.UNKNOWN)
                : VariableType.UNKNOWN;
    }

    VariableType type() {
        return type;
    }

    /** Whether its value depends on a zone. */
    boolean takesZone() {
        return partOfInstant;
    }

    /** What the event holds, or for a part of an instant the instant; a missing or null node if nothing. */
    JsonNode node(EventScope scope, Instant now) {
        return switch (path.root()) {
            case "now" -> TextNode.valueOf(now.toString());
            case "startedAt", "endedAt" ->
                scope.value(scope.event().type().isTask() ? TASK : EXECUTION).path(path.root());
            default -> scope.value(path);
        };
    }

    /**
     * The node's value in the variable's type, or the node itself where that is unknown; null if it has another form.
     */
    @Nullable
    Object read(JsonNode node, ZoneId zone) {
        if (type == VariableType.UNKNOWN) {
            return node;
        }
        if (!node.isValueNode() || node.isNull()) {
            return null;
        }
        if (partOfInstant) {
            Instant instant = ScalarText.instant(node.asText());
            return instant == null ? null : part(instant.atZone(zone));
        }
        return type == VariableType.NUMBER && node.isNumber() ? node.decimalValue() : type.parse(node.asText());
    }

    private Object part(ZonedDateTime moment) {
        return switch (type) {
            case DATE -> moment.toLocalDate();
            case TIME -> moment.toLocalTime();
            default -> moment.getDayOfWeek();
        };
    }
}
