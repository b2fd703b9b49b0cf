package dev.hearken.format.outbound;

import dev.hearken.format.EventBody;
import dev.hearken.format.EventJson;
import dev.hearken.model.event.WorkflowEvent;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The forms in which an event can be sent, beside a listener's own template. The literal form is that of
 * {@code callback.format}.
 */
public enum OutboundFormat {
    /** The event as JSON: {@link EventBody}. */
    EVENT("event"),
    /** CloudEvents 1.0 over HTTP, binary mode: attributes as headers, the data as the body. */
    CLOUDEVENTS_BINARY("cloudevents-binary"),
    /** CloudEvents 1.0 over HTTP, structured mode. */
    CLOUDEVENTS_STRUCTURED("cloudevents-structured"),
    /** {@code job_update} or {@code task_update}, as Factotum's releases post it. */
    FACTOTUM("factotum"),
    /** A notification as Mistral posts it. */
    MISTRAL("mistral"),
    /** A plan's run and its task, in Trifacta's words. */
    TRIFACTA("trifacta");

    private static final Map<String, OutboundFormat> BY_WIRE_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(OutboundFormat::wireName, format -> format));

    private final String wireName;

    OutboundFormat(String wireName) {
        this.wireName = wireName;
    }

    /** The literal form. */
    public String wireName() {
        return wireName;
    }

    /** The format with this exact literal form. */
    public static Optional<OutboundFormat> of(String wireName) {
        return Optional.ofNullable(BY_WIRE_NAME.get(wireName));
    }

    /** Renders any event, whatever engine it came from; the same event always gives the same bytes. */
    public OutboundBody render(WorkflowEvent event) {
        return switch (this) {
            case EVENT -> OutboundBody.of(EventBody.CONTENT_TYPE, EventBody.render(event));
            case CLOUDEVENTS_BINARY -> CloudEventBody.binary(event);
            case CLOUDEVENTS_STRUCTURED -> CloudEventBody.structured(event);
            case FACTOTUM ->
                OutboundBody.of("application/json; charset=utf-8", EventJson.bytes(FactotumBody.of(event)));
            case MISTRAL -> OutboundBody.of("application/json", EventJson.bytes(MistralBody.of(event)));
            case TRIFACTA -> OutboundBody.of("application/json", EventJson.bytes(TrifactaBody.of(event)));
        };
    }
}
