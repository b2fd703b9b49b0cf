package dev.hearken.language;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.common.values.NullValue;
import java.util.Set;

/**
 * JSON as CEL sees it: an integer that fits 64 bits is an {@code int}, any other number a {@code double}; objects and
 * lists are views, converted member by member when an expression asks.
 */
final class CelValues {
    /** The optional fields of the canonical form, by the field that holds them: absent, they are {@code null}. */
    private static final Set<String> WORKFLOW = Set.of("id", "version", "workbook", "labels");

    private static final Set<String> EXECUTION = Set.of(
            "state",
            "previousState",
            "startedAt",
            "endedAt",
            "durationMs",
            "parentId",
            "rootId",
            "triggeredBy",
            "error");
    private static final Set<String> TASK = Set.of(
            "id",
            "name",
            "state",
            "previousState",
            "attempt",
            "startedAt",
            "endedAt",
            "durationMs",
            "returnCode",
            "stdout",
            "stderr",
            "error");
    private static final Set<String> EVENT = Set.of("task");
    private static final Set<String> ERROR = Set.of("message", "type");

    private final ConditionCost cost;

    CelValues(ConditionCost cost) {
        this.cost = cost;
    }

    /** The optional fields of the object under this name. */
    private static Set<String> optional(String name) {
        return switch (name) {
            case "event" -> EVENT;
            case "workflow" -> WORKFLOW;
            case "execution" -> EXECUTION;
            case "task", "tasks" -> TASK;
            case "error" -> ERROR;
            default -> Set.of();
        };
    }

    /** The value of a member of the canonical form, or of one of its entries if it is a list; null if it is missing. */
    Object canonical(String name, JsonNode node) {
        if (name.equals("metadata")) {
            return of(node);
        }
        if (node.isObject()) {
            return new CelMap(node, optional(name), this::canonical);
        }
        return node.isArray() ? new CelList(node, entry -> canonical(name, entry), cost) : scalar(node);
    }

    /** The value of anything else. */
    Object of(JsonNode node) {
        if (node.isObject()) {
            return new CelMap(node, Set.of(), (name, member) -> of(member));
        }
        return node.isArray() ? new CelList(node, this::of, cost) : scalar(node);
    }

    private static Object scalar(JsonNode node) {
        return switch (node.getNodeType()) {
            case STRING -> node.textValue();
            case BOOLEAN -> node.booleanValue();
            case NUMBER -> number(node);
            default -> NullValue.NULL_VALUE;
        };
    }

    /** Two returns, because a conditional would make a double of the integer. */
    private static Object number(JsonNode node) {
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return node.longValue();
        }
        return node.doubleValue();
    }
}
