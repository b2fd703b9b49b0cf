package dev.hearken.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.model.event.EventType;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * CloudEvents of programs that know nothing of Hearken. Each tells of progress in a task: the event's type is the
 * task's name, its subject, or else its id, the execution's id, its source the workflow's name. The data is metadata.
 */
final class AnyCloudEvent {
    private AnyCloudEvent() {}

    static Decoding decode(
            CloudEvent event, String type, Optional<String> subject, Supplier<Optional<ObjectNode>> dataSource) {
        return dataSource
                .get()
                .<Decoding>map(data -> event.with(EventType.TASK_PROGRESS, data(event, type, subject, data)))
                .orElseGet(CloudEventsDecoder::noData);
    }

    private static ObjectNode data(CloudEvent event, String type, Optional<String> subject, ObjectNode metadata) {
        ObjectNode data = EngineFields.object();
        data.putObject("workflow").put("name", event.source());
        data.putObject("execution")
                .put("id", subject.filter(text -> !text.isEmpty()).orElse(event.id()));
        data.putObject("task").put("name", type);
        data.set("metadata", metadata);
        return data;
    }
}
