package dev.hearken.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.format.Decoding.Undecodable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the data of Serverless Workflow's lifecycle events. The qualified name of the instance is the execution's id;
 * the workflow's name comes from {@code definition}, or else from the qualified name,
 * {@code <workflow>-<suffix>.<namespace>}. A task is named by the last segment of its JSON Pointer.
 */
final class ServerlessWorkflowDecoder {
    private static final List<String> ENDS = List.of("completedAt", "faultedAt", "cancelledAt");
    private static final Map<String, String> STATES = Map.of(
            "COMPLETED", "SUCCEEDED",
            "FAULTED", "FAILED",
            "SUSPENDED", "PAUSED");

    private ServerlessWorkflowDecoder() {}

    static Decoding decode(CloudEvent event, ServerlessWorkflowType type, ObjectNode source) {
        EngineFields fields = new EngineFields(source);
        boolean aboutTask = type.type().isTask();
        String instance = fields.text(aboutTask ? "workflow" : "name");
        String pointer = aboutTask ? fields.text("task") : null;
        if (instance == null) {
            return Undecodable.missing(aboutTask ? "workflow" : "name");
        }
        if (aboutTask && pointer == null) {
            return Undecodable.missing("task");
        }
        ObjectNode execution = EngineFields.object().put("id", instance);
        ObjectNode subject = execution;
        ObjectNode data = EngineFields.object();
        data.set("workflow", workflow(fields, instance));
        data.set("execution", execution);
        if (pointer != null) {
            execution.putNull("error");
            subject = EngineFields.object().put("id", pointer).put("name", lastSegment(pointer));
            data.set("task", subject);
        }
        describe(subject, type, fields);
        data.set("metadata", fields.left());
        return event.with(type.type(), data);
    }

    private static void describe(ObjectNode subject, ServerlessWorkflowType type, EngineFields fields) {
        String state = type.state() == null ? status(fields) : type.state();
        if (state != null) {
            subject.put("state", state);
        }
        if (type != ServerlessWorkflowType.WORKFLOW_CORRELATION_STARTED) {
            fields.moveTime("startedAt", subject, "startedAt");
        }
        if (type != ServerlessWorkflowType.WORKFLOW_CORRELATION_COMPLETED) {
            ENDS.forEach(name -> fields.moveTime(name, subject, "endedAt"));
        }
        subject.set("error", error(fields.take("error")));
    }

    private static @Nullable String status(EngineFields fields) {
        String status = fields.text("status");
        if (status == null) {
            return null;
        }
        String state = status.toUpperCase(Locale.ROOT);
        return STATES.getOrDefault(state, state);
    }

    /** An error (RFC 9457): its detail, or else its title, is the message. */
    private static JsonNode error(JsonNode error) {
        if (!(error instanceof ObjectNode object)) {
            return EngineFields.error(error.isTextual() ? error.textValue() : null);
        }
        ObjectNode canonical = JsonNodeFactory.instance.objectNode();
        JsonNode message = object.path(object.path("detail").isTextual() ? "detail" : "title");
        if (message.isTextual()) {
            canonical.set("message", message);
        }
        canonical.setAll(object);
        return canonical;
    }

    private static ObjectNode workflow(EngineFields fields, String instance) {
        ObjectNode workflow = EngineFields.object();
        int dot = instance.lastIndexOf('.');
        String namespace = dot < 0 ? null : instance.substring(dot + 1);
        String name = workflowName(dot <= 0 ? instance : instance.substring(0, dot));
        if (fields.peek("definition") instanceof ObjectNode object) {
            fields.take("definition");
            EngineFields definition = new EngineFields(object);
            String defined = definition.text("name");
            String within = definition.text("namespace");
            name = defined == null ? name : defined;
            namespace = within == null ? namespace : within;
            definition.move("version", workflow, "version");
            workflow.setAll(definition.left());
        }
        workflow.put("name", name);
        if (namespace != null && !namespace.isEmpty()) {
            workflow.put("workbook", namespace).put("namespace", namespace);
        }
        return workflow;
    }

    private static String workflowName(String instance) {
        int dash = instance.lastIndexOf('-');
        return dash <= 0 ? instance : instance.substring(0, dash);
    }

    private static String lastSegment(String pointer) {
        String segment = pointer.substring(pointer.lastIndexOf('/') + 1);
        return segment.isEmpty() ? pointer : segment.replace("~1", "/").replace("~0", "~");
    }
}
