package dev.hearken.format;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The forms in which engines send events; the literal form is that of configuration, headers and ingest paths. */
public enum InboundFormat {
    /** CloudEvents 1.0 with one of the event types. */
    CLOUDEVENTS("cloudevents"),
    /** CloudEvents 1.0 of any type and with any object as data. */
    ANY_CLOUDEVENTS("any-cloudevents"),
    /** {@code job_update} and {@code task_update} of Snowplow Factotum. */
    FACTOTUM("factotum"),
    /** Notifications of OpenStack Mistral. */
    MISTRAL("mistral"),
    /** Status events of workflows and tasks of Conductor. */
    CONDUCTOR("conductor"),
    /** Lifecycle CloudEvents of CNCF Serverless Workflow. */
    SERVERLESS_WORKFLOW("serverless-workflow");

    private static final Map<String, InboundFormat> BY_WIRE_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(InboundFormat::wireName, format -> format));

    private final String wireName;

    InboundFormat(String wireName) {
        this.wireName = wireName;
    }

    /** The literal form. */
    public String wireName() {
        return wireName;
    }

    /** The format with this exact literal form. */
    public static Optional<InboundFormat> of(String wireName) {
        return Optional.ofNullable(BY_WIRE_NAME.get(wireName));
    }
}
