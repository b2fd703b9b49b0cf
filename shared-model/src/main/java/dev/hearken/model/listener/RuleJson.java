package dev.hearken.model.listener;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.language.CompiledRule;
import dev.hearken.model.listener.Rule.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Rules as JSON. */
final class RuleJson {
    private static final int MAX_RULES = 64;
    private static final int MAX_VARIABLE = 1000;
    private static final int MAX_VALUES = 100;

    private RuleJson() {}

    static List<Rule> read(JsonFields listener, List<JsonFields> objects) {
        List<Rule> rules = new ArrayList<>();
        for (JsonFields fields : listener.objects("rules", MAX_RULES)) {
            objects.add(fields);
            rule(fields).ifPresent(rules::add);
        }
        return List.copyOf(rules);
    }

    private static Optional<Rule> rule(JsonFields fields) {
        Optional<String> variable = fields.requiredText("variable", MAX_VARIABLE);
        Optional<Operation> operation = operation(fields);
        ZoneText zone = ZoneText.read(fields);
        Optional<List<String>> values = operation.flatMap(known -> values(fields, known));
        if (variable.isEmpty() || operation.isEmpty() || values.isEmpty() || zone.isFaulty()) {
            fields.value("value");
            return Optional.empty();
        }
        Rule rule = new Rule(variable.get(), operation.get(), values.get(), zone.id());
        return CompiledRule.compile(rule).fold(compiled -> Optional.of(rule), (field, detail) -> {
            fields.error(field, detail);
            return Optional.empty();
        });
    }

    private static Optional<Operation> operation(JsonFields fields) {
        Optional<String> text = fields.requiredText("operation", 40);
        Optional<Operation> operation = text.flatMap(name -> Arrays.stream(Operation.values())
                .filter(known -> known.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst());
        if (text.isPresent() && operation.isEmpty()) {
            fields.error("operation", "must be one of " + Arrays.toString(Operation.values()));
        }
        return operation;
    }

    /** The values as text, empty if they are faulty. */
    private static Optional<List<String>> values(JsonFields fields, Operation operation) {
        JsonNode value = fields.value("value");
        if (operation.takesNoValue()) {
            return value.isMissingNode() ? Optional.of(List.of()) : fault(fields, "value", "must be absent");
        }
        if (value.isMissingNode()) {
            return fault(fields, "value", "is required");
        }
        if (!value.isArray()) {
            return scalar(fields, "value", value).map(List::of);
        }
        if (!operation.takesList()) {
            return fault(fields, "value", "must be one value, not a list");
        }
        if (value.isEmpty() || value.size() > MAX_VALUES) {
            return fault(fields, "value", "must hold 1 to " + MAX_VALUES + " values");
        }
        List<String> values = new ArrayList<>();
        for (int i = 0; i < value.size(); i++) {
            scalar(fields, "value/" + i, value.get(i)).ifPresent(values::add);
        }
        return values.size() == value.size() ? Optional.of(values) : Optional.empty();
    }

    private static Optional<String> scalar(JsonFields fields, String field, JsonNode value) {
        if (!value.isTextual() && !value.isNumber() && !value.isBoolean()) {
            return fault(fields, field, "must be a string, a number, true or false");
        }
        String text = value.asText();
        Optional<String> fault = TextForm.ruleValueFault(text);
        return fault.isPresent() ? fault(fields, field, fault.get()) : Optional.of(text);
    }

    private static <T> Optional<T> fault(JsonFields fields, String field, String detail) {
        fields.error(field, detail);
        return Optional.empty();
    }

    static void write(List<Rule> rules, ArrayNode json) {
        for (Rule rule : rules) {
            ObjectNode object = json.addObject();
            object.put("variable", rule.variable());
            object.put("operation", rule.operation().name());
            if (rule.operation().takesList()) {
                rule.values().forEach(object.putArray("value")::add);
            } else if (!rule.operation().takesNoValue()) {
                object.put("value", rule.values().get(0));
            }
            if (rule.zone() != null) {
                object.put("zone", rule.zone().getId());
            }
        }
    }
}
