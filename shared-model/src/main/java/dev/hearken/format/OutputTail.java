package dev.hearken.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.hearken.model.event.WorkflowEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the end of what tasks have printed: of {@code stdout} and of {@code stderr} of {@code task} and of each entry
 * of {@code tasks} the last {@code characters}, counted as Unicode code points, so that none is cut in two.
 */
public final class OutputTail {
    /** How much is kept where a listener says nothing, in characters. Factotum's own default. */
    public static final int DEFAULT_CHARACTERS = 10_000;

    private static final List<String> OUTPUTS = List.of("stdout", "stderr");

    private OutputTail() {}

    /**
     * The event with shorter outputs; the event itself if none is longer. The event's data is not changed.
     *
     * @param characters most that is kept of one output, 0 for an empty text
     * @throws IllegalArgumentException if {@code characters} is negative
     */
    public static WorkflowEvent of(WorkflowEvent event, int characters) {
        if (characters < 0) {
            throw new IllegalArgumentException("a tail has 0 characters or more, not " + characters);
        }
        JsonNode task = event.data().path("task");
        JsonNode tasks = event.data().path("tasks");
        boolean cutTask = isLonger(task, characters);
        boolean cutTasks = anyIsLonger(tasks, characters);
        if (!cutTask && !cutTasks) {
            return event;
        }
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.setAll(event.data());
        if (cutTask) {
            data.set("task", cut(task, characters));
        }
        if (cutTasks) {
            ArrayNode all = data.putArray("tasks");
            tasks.forEach(each -> all.add(cut(each, characters)));
        }
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

    private static boolean anyIsLonger(JsonNode tasks, int characters) {
        if (tasks.isArray()) {
            for (JsonNode task : tasks) {
                if (isLonger(task, characters)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isLonger(JsonNode task, int characters) {
        return OUTPUTS.stream().anyMatch(name -> isLonger(task.path(name).textValue(), characters));
    }

    /** A text is never longer in code points than in chars, so most need no count. */
    private static boolean isLonger(@Nullable String text, int characters) {
        return text != null && text.length() > characters && text.codePointCount(0, text.length()) > characters;
    }

    private static JsonNode cut(JsonNode task, int characters) {
        if (!isLonger(task, characters)) {
            return task;
        }
        ObjectNode shorter = JsonNodeFactory.instance.objectNode();
        shorter.setAll((ObjectNode) task);
        for (String name : OUTPUTS) {
            String text = task.path(name).textValue();
            if (text != null && isLonger(text, characters)) {
                int start = text.offsetByCodePoints(text.length(), -characters);
                shorter.set(name, TextNode.valueOf(text.substring(start)));
            }
        }
        return shorter;
    }
}
