package dev.hearken.registry.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * Whether a JSON value is what a schema of the OpenAPI document says. Knows of JSON Schema what the document uses:
 * type, required, properties, additionalProperties, items, enum, const, pattern, allOf, anyOf, oneOf and references.
 */
public final class Conformity {
    private final JsonNode document;

    public Conformity(JsonNode document) {
        this.document = document;
    }

    /** A reference followed as far as it leads. */
    public JsonNode resolve(JsonNode node) {
        JsonNode now = node;
        while (now.has("$ref")) {
            now = document.at(now.get("$ref").textValue().substring(1));
        }
        return now;
    }

    /** What does not conform, with its place; empty if all does. */
    public List<String> faults(JsonNode schema, JsonNode value) {
        List<String> faults = new ArrayList<>();
        check(resolve(schema), value, "", faults);
        return faults;
    }

    private void check(JsonNode schema, JsonNode value, String place, List<String> faults) {
        if (schema.has("type") && !hasType(schema.get("type"), value)) {
            faults.add(place + " is " + value + ", not " + schema.get("type"));
            return;
        }
        if (schema.has("enum")
                && StreamSupport.stream(schema.get("enum").spliterator(), false).noneMatch(value::equals)) {
            faults.add(place + " is " + value + ", none of " + schema.get("enum"));
        }
        if (schema.has("const") && !schema.get("const").equals(value)) {
            faults.add(place + " is " + value + ", not " + schema.get("const"));
        }
        if (schema.has("pattern")
                && value.isTextual()
                && !value.textValue().matches(".*" + schema.get("pattern").textValue() + ".*")) {
            faults.add(place + " is " + value + ", not like " + schema.get("pattern"));
        }
        schema.path("allOf").forEach(part -> check(resolve(part), value, place, faults));
        for (String any : List.of("anyOf", "oneOf")) {
            if (schema.has(any)
                    && StreamSupport.stream(schema.get(any).spliterator(), false)
                            .noneMatch(part -> faults(part, value).isEmpty())) {
                faults.add(place + " is " + value + ", none of " + any);
            }
        }
        checkFields(schema, value, place, faults);
        if (value.isArray() && schema.has("items")) {
            for (int i = 0; i < value.size(); i++) {
                check(resolve(schema.get("items")), value.get(i), place + "/" + i, faults);
            }
        }
    }

    private void checkFields(JsonNode schema, JsonNode value, String place, List<String> faults) {
        if (!value.isObject()) {
            return;
        }
        schema.path("required").forEach(field -> {
            if (!value.has(field.textValue())) {
                faults.add(place + " lacks " + field.textValue());
            }
        });
        value.properties().forEach(field -> {
            JsonNode declared = schema.path("properties").path(field.getKey());
            JsonNode others = schema.path("additionalProperties");
            String at = place + "/" + field.getKey();
            if (!declared.isMissingNode()) {
                check(resolve(declared), field.getValue(), at, faults);
            } else if (others.isObject()) {
                check(resolve(others), field.getValue(), at, faults);
            } else if (others.isBoolean() && !others.booleanValue()) {
                faults.add(at + " is not declared");
            }
        });
    }

    private static boolean hasType(JsonNode types, JsonNode value) {
        return types.isArray()
                ? StreamSupport.stream(types.spliterator(), false).anyMatch(type -> isOf(type.textValue(), value))
                : isOf(types.textValue(), value);
    }

    private static boolean isOf(String type, JsonNode value) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "null" -> value.isNull();
            default -> throw new IllegalStateException("unknown type " + type);
        };
    }
}
