package dev.hearken.registry.ingest;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The forms in which events come; the literal form is that of the path and of the record's header. */
enum IngestFormat {
    /** CloudEvents 1.0, the only form at {@code /v1/events}. */
    CLOUDEVENTS,
    /** {@code job_update} and {@code task_update}. */
    FACTOTUM,
    /** Mistral's notifications. */
    MISTRAL,
    /** Conductor's status events. */
    CONDUCTOR;

    /** The literal form. */
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The engine's own format with this literal form. */
    static Optional<IngestFormat> ofEngine(String wireName) {
        return Arrays.stream(values())
                .filter(format -> format != CLOUDEVENTS && format.wireName().equals(wireName))
                .findFirst();
    }
}
