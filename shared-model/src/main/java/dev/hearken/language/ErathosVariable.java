package dev.hearken.language;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.hearken.model.event.EventType;
import dev.hearken.model.event.WorkflowEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Erathos' variables, by their names, whose case does not matter. A value is the member of the event's {@code metadata}
 * with the variable's name; where there is none, it is derived from the canonical fields as far as they tell.
 */
enum ErathosVariable {
    JOB_ID(VariableType.STRING),
    CONNECTION_ID(VariableType.STRING),
    CONNECTION_NAME(VariableType.STRING),
    SCHEMA_NAME(VariableType.STRING),
    TABLE_NAME(VariableType.STRING),
    EXECUTION_ID(VariableType.STRING),
    STATUS(VariableType.STRING),
    ROWS(VariableType.NUMBER),
    COLUMNS(VariableType.NUMBER),
    TOTAL_DURATION(VariableType.NUMBER),
    TRIGGERED_BY(VariableType.STRING),
    IS_ORCHESTRATION(VariableType.BOOLEAN),
    FORCE_HISTORY(VariableType.BOOLEAN),
    NESTED_TABLE(VariableType.BOOLEAN),
    FINISHED_AT_DATE(VariableType.DATE),
    FINISHED_AT_TIME(VariableType.TIME),
    FINISHED_AT_WEEKDAY(VariableType.NUMBER);

    private static final DateTimeFormatter HOURS_AND_MINUTES = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    private static final int MAX_DIGITS = 18;

    private final VariableType type;

    ErathosVariable(VariableType type) {
        this.type = type;
    }

    VariableType type() {
        return type;
    }

    /** The variable with this name, in any case. */
    static Optional<ErathosVariable> of(String name) {
        for (ErathosVariable variable : values()) {
            if (variable.name().equalsIgnoreCase(name)) {
                return Optional.of(variable);
            }
        }
        return Optional.empty();
    }

    /**
     * The value under a name, which may be one that only the event's {@code metadata} knows; a missing node if none.
     */
    static JsonNode value(WorkflowEvent event, String name) {
        JsonNode member = member(event, name);
        return member.isMissingNode()
                ? of(name).map(variable -> variable.derived(event)).orElse(member)
                : member;
    }

    private static JsonNode member(WorkflowEvent event, String name) {
        for (var field : event.data().path("metadata").properties()) {
            if (field.getKey().equalsIgnoreCase(name) && !field.getValue().isNull()) {
                return field.getValue();
            }
        }
        return MissingNode.getInstance();
    }

    private JsonNode derived(WorkflowEvent event) {
        JsonNode execution = event.data().path("execution");
        return switch (this) {
            case JOB_ID -> event.data().path("workflow").path("id");
            case SCHEMA_NAME -> member(event, "schema");
            case TABLE_NAME -> member(event, "table");
            case EXECUTION_ID -> TextNode.valueOf(event.executionId());
            case STATUS -> status(event);
            case TOTAL_DURATION -> seconds(execution.path("durationMs"));
            case TRIGGERED_BY -> execution.path("triggeredBy");
            // Only Erathos has nested tables, and it says so.
            case NESTED_TABLE -> BooleanNode.FALSE;
            case FINISHED_AT_DATE ->
                ended(execution, end -> TextNode.valueOf(end.toLocalDate().toString()));
            case FINISHED_AT_TIME -> ended(execution, end -> TextNode.valueOf(HOURS_AND_MINUTES.format(end)));
            case FINISHED_AT_WEEKDAY ->
                ended(
                        execution,
                        end -> JsonNodeFactory.instance.numberNode(
                                end.getDayOfWeek().getValue() % 7));
            case CONNECTION_ID, CONNECTION_NAME, ROWS, COLUMNS, IS_ORCHESTRATION, FORCE_HISTORY ->
                MissingNode.getInstance();
        };
    }

    private static JsonNode status(WorkflowEvent event) {
        String state = event.data().path("execution").path("state").asText();
        if (event.type() == EventType.EXECUTION_SUCCEEDED || state.equals("SUCCEEDED")) {
            return TextNode.valueOf("FINISHED");
        }
        return event.type() == EventType.EXECUTION_FAILED || state.equals("FAILED")
                ? TextNode.valueOf("FAILED")
                : MissingNode.getInstance();
    }

    private static JsonNode seconds(JsonNode milliseconds) {
        if (!milliseconds.isNumber()) {
            return MissingNode.getInstance();
        }
        BigDecimal exact = milliseconds.decimalValue();
        // What has more digits, before or after the point, is no duration, and written out it could fill the memory.
        return exact.precision() - (long) exact.scale() > MAX_DIGITS || exact.scale() > MAX_DIGITS
                ? MissingNode.getInstance()
                : JsonNodeFactory.instance.numberNode(exact.longValue() / 1000);
    }

    private static JsonNode ended(JsonNode execution, Function<ZonedDateTime, JsonNode> part) {
        Instant end = ScalarText.instant(execution.path("endedAt").asText());
        return end == null ? MissingNode.getInstance() : part.apply(end.atZone(ZoneOffset.UTC));
    }
}
