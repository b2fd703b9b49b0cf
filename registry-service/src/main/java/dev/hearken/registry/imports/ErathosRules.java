package dev.hearken.registry.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import static java.util.Map.entry;

/** Erathos' rules: all must hold; which operations a variable takes follows from its type. */
final class ErathosRules {
    private static final Pattern NAME = Pattern.compile("(?i:erathos\\.)?([A-Za-z_][A-Za-z0-9_]*)");
    private static final Set<String> LISTS = Set.of("IN", "NOT_IN");
    private static final Set<String> ALL = Set.of("EQUAL", "NOT_EQUAL", "IN", "NOT_IN", "LESS_THAN", "GREATER_THAN");

    private ErathosRules() {}

    private enum Type {
        TEXT("a string"),
        INTEGER("an integer"),
        DATE("a date, YYYY-MM-DD"),
        TIME("a time, HH:MM"),
        BOOLEAN("true or false"),
        UNKNOWN("a string");

        private final String form;

        Type(String form) {
            this.form = form;
        }

        private Set<String> operations() {
            return switch (this) {
                case TEXT -> Set.of("EQUAL", "NOT_EQUAL", "IN", "NOT_IN");
                case INTEGER, UNKNOWN -> ALL;
                case DATE, TIME -> Set.of("LESS_THAN", "GREATER_THAN");
                case BOOLEAN -> Set.of("EQUAL", "NOT_EQUAL");
            };
        }

        private boolean takes(String value) {
            try {
                return switch (this) {
                    case TEXT, UNKNOWN -> true;
                    case INTEGER -> value.matches("-?[0-9]{1,18}");
                    case DATE -> LocalDate.parse(value).getYear() >= 0;
                    case TIME ->
                        value.matches("[0-9]{2}:[0-9]{2}")
                                && LocalTime.parse(value).getHour() >= 0;
                    case BOOLEAN -> value.equals("true") || value.equals("false");
                };
            } catch (DateTimeParseException e) {
                return false;
            }
        }
    }

    private static final Map<String, Type> TYPES = Map.ofEntries(
            entry("JOB_ID", Type.TEXT),
            entry("CONNECTION_ID", Type.TEXT),
            entry("CONNECTION_NAME", Type.TEXT),
            entry("SCHEMA_NAME", Type.TEXT),
            entry("TABLE_NAME", Type.TEXT),
            entry("EXECUTION_ID", Type.TEXT),
            entry("STATUS", Type.TEXT),
            entry("ROWS", Type.INTEGER),
            entry("COLUMNS", Type.INTEGER),
            entry("TOTAL_DURATION", Type.INTEGER),
            entry("TRIGGERED_BY", Type.TEXT),
            entry("IS_ORCHESTRATION", Type.BOOLEAN),
            entry("FORCE_HISTORY", Type.BOOLEAN),
            entry("NESTED_TABLE", Type.BOOLEAN),
            entry("FINISHED_AT_DATE", Type.DATE),
            entry("FINISHED_AT_TIME", Type.TIME),
            entry("FINISHED_AT_WEEKDAY", Type.INTEGER));

    static ArrayNode read(SourceFields webhook) {
        ArrayNode rules = JsonNodeFactory.instance.arrayNode();
        JsonNode list = webhook.value("rules");
        if (!list.isMissingNode() && !list.isArray()) {
            webhook.fault("rules", "must be a list of rules");
            return rules;
        }
        for (int i = 0; i < list.size(); i++) {
            rules.add(rule(webhook.within("rules/" + i, list.get(i))));
        }
        return rules;
    }

    private static ObjectNode rule(SourceFields rule) {
        String field = rule.has("variable_name") ? "variable_name" : "erathos_variable";
        String written = rule.text(field, 200).orElse("");
        var name = NAME.matcher(written);
        if (!name.matches()) {
            rule.fault("variable_name", "must name one of Erathos' variables");
            return JsonNodeFactory.instance.objectNode();
        }
        String variable = name.group(1);
        Type type = TYPES.getOrDefault(variable.toUpperCase(Locale.ROOT), Type.UNKNOWN);
        String operation = rule.requiredText("operation", 40).orElse("");
        if (!operation.isEmpty() && !type.operations().contains(operation)) {
            rule.fault(
                    "operation",
                    ALL.contains(operation)
                            ? "does not fit " + variable + ", which takes "
                                    + String.join(
                                            ", ",
                                            type.operations().stream().sorted().toList())
                            : "is none of Erathos' operations");
        }
        JsonNode value = rule.value("value");
        check(rule, type, operation, value);
        rule.leaveUnknown();
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("variable", "erathos." + variable.toLowerCase(Locale.ROOT))
                .put("operation", operation);
        json.set("value", value);
        return json;
    }

    private static void check(SourceFields rule, Type type, String operation, JsonNode value) {
        if (value.isMissingNode()) {
            rule.fault("value", "is required");
        } else if (LISTS.contains(operation) != value.isArray()) {
            rule.fault("value", value.isArray() ? "must be one value" : "must be a list of values");
        } else if (value.isArray() && value.isEmpty()) {
            rule.fault("value", "must not be empty");
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                check(rule, type, "value/" + i, value.get(i), type.form);
            }
        } else {
            check(rule, type, "value", value, type.form);
        }
    }

    private static void check(SourceFields rule, Type type, String field, JsonNode value, String form) {
        if (!value.isValueNode() || value.isNull() || !type.takes(value.asText())) {
            rule.fault(field, "must be " + form);
        }
    }
}
