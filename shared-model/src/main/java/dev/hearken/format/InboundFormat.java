package dev.hearken.format;

import java.util.Arrays;
import java.util.Optional;

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
        return Arrays.stream(values())
                .filter(format -> format.wireName.equals(wireName))
                .findFirst();
    }
}
