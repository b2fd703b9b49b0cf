package dev.hearken.registry.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.format.CloudEventsDecoder;
import dev.hearken.format.EventJson;
import dev.hearken.model.TenantId;
import jakarta.inject.Singleton;
import java.time.Instant;

/** Reads what engines send: of their own formats the fields that place the record. */
@Singleton
final class EngineDecoder implements InboundDecoder {
    @Override
    public Inbound decode(TenantId tenant, IngestFormat format, InboundRecord record, Instant now) {
        if (format == IngestFormat.CLOUDEVENTS) {
            return CloudEventsDecoder.decode(tenant, record.headers(), record.value(), now)
                    .fold(
                            event ->
                                    new Placed(event.executionId(), event.type().isTask()),
                            undecodable -> new Refused(undecodable.detail()));
        }
        return EventJson.object(record.value())
                .map(json -> place(format, json))
                .orElseGet(() -> new Refused("the body is no JSON object within the limits of depth and length"));
    }

    private static Inbound place(IngestFormat format, ObjectNode json) {
        return switch (format) {
            case CLOUDEVENTS -> new Refused("the body is no CloudEvent");
            case FACTOTUM -> factotum(json);
            case MISTRAL -> mistral(json);
            case CONDUCTOR -> conductor(json);
        };
    }

    private static Inbound factotum(ObjectNode json) {
        String schema = json.path("schema").asText();
        boolean aboutTask = schema.contains("/task_update/");
        return aboutTask || schema.contains("/job_update/")
                ? placed(json.path("data").path("runReference"), "data.runReference", aboutTask)
                : new Refused("schema must name job_update or task_update");
    }

    private static Inbound mistral(ObjectNode json) {
        boolean aboutTask = json.path("workflow_execution_id").isTextual();
        if (!json.path("workflow_name").isTextual()) {
            return new Refused("workflow_name must be a string");
        }
        return aboutTask
                ? placed(json.path("workflow_execution_id"), "workflow_execution_id", true)
                : placed(json.path("id"), "id", false);
    }

    private static Inbound conductor(ObjectNode json) {
        JsonNode status = json.path("payload").isObject() ? json.path("payload") : json;
        JsonNode workflow = status.has("workflowId") ? status.path("workflowId") : status.path("workflowInstanceId");
        return placed(workflow, "workflowId", status.path("taskId").isTextual());
    }

    private static Inbound placed(JsonNode executionId, String field, boolean aboutTask) {
        return executionId.isTextual() && !executionId.textValue().isEmpty()
                ? new Placed(executionId.textValue(), aboutTask)
                : new Refused(field + " must be a string that is not empty");
    }
}
