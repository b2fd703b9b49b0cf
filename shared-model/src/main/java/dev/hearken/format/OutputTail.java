package dev.hearken.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.hearken.model.event.WorkflowEvent;
import java.util.List;
import java.util.Optional;

/** Cuts what tasks wrote, {@code stdout} and {@code stderr} of {@code task} and {@code tasks}, to its end. */
public final class OutputTail {
    private static final List<String> OUTPUTS = List.of("stdout", "stderr");

    private OutputTail() {}

    /**
     * The event with at most this many characters (code points) of each output; the same object if none has more.
     *
     * @param length 0 or more
     */
    public static WorkflowEvent cut(WorkflowEvent event, int length) {
        Optional<JsonNode> task = task(event.data().path("task"), length);
        Optional<JsonNode> tasks = tasks(event.data().path("tasks"), length);
        return task.isEmpty() && tasks.isEmpty() ? event : withData(event, cutData(event.data(), task, tasks));
    }

    private static ObjectNode cutData(ObjectNode data, Optional<JsonNode> task, Optional<JsonNode> tasks) {
        ObjectNode cut = data.objectNode();
        data.properties().forEach(field -> cut.set(field.getKey(), field.getValue()));
        task.ifPresent(shorter -> cut.set("task", shorter));
        tasks.ifPresent(shorter -> cut.set("tasks", shorter));
        return cut;
    }

    private static WorkflowEvent withData(WorkflowEvent event, ObjectNode data) {
        return new WorkflowEvent(
                event.tenant(),
                event.id(),
                event.source(),
                event.type(),
                event.time(),
                event.workflow(),
                event.executionId(),
                event.taskName(),
                data);
    }

    /** Empty if nothing is too long. */
    private static Optional<JsonNode> tasks(JsonNode tasks, int length) {
        if (!tasks.isArray()) {
            return Optional.empty();
        }
        ArrayNode cut = ((ArrayNode) tasks).arrayNode(tasks.size());
        boolean changed = false;
        for (JsonNode task : tasks) {
            Optional<JsonNode> shorter = task(task, length);
            changed |= shorter.isPresent();
            cut.add(shorter.orElse(task));
        }
        return changed ? Optional.of(cut) : Optional.empty();
    }

    /** Empty if nothing is too long. */
    private static Optional<JsonNode> task(JsonNode task, int length) {
        if (!task.isObject() || OUTPUTS.stream().noneMatch(output -> isLonger(task.path(output), length))) {
            return Optional.empty();
        }
        ObjectNode cut = ((ObjectNode) task).objectNode();
        task.properties().forEach(field -> {
            boolean longer = OUTPUTS.contains(field.getKey()) && isLonger(field.getValue(), length);
            cut.set(field.getKey(), longer ? tail(field.getValue().textValue(), length) : field.getValue());
        });
        return Optional.of(cut);
    }

    private static boolean isLonger(JsonNode output, int length) {
        if (!output.isTextual() || output.textValue().length() <= length) {
            return false;
        }
        String text = output.textValue();
        return text.codePointCount(0, text.length()) > length;
    }

    private static JsonNode tail(String text, int length) {
        return TextNode.valueOf(text.substring(text.offsetByCodePoints(text.length(), -length)));
    }
}
