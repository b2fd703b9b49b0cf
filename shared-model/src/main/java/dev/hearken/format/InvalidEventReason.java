package dev.hearken.format;

/**
 * Why a record is no event: metric tag, header of {@code hearken.invalid-events} and documentation in one closed list.
 */
public enum InvalidEventReason {
    EMPTY("empty", "The record has no value."),
    NOT_A_CLOUD_EVENT("not-a-cloud-event", "Neither a CloudEvent nor anything of another format."),
    UNKNOWN_FORMAT("unknown-format", "The header hearken-format names no format."),
    INVALID_CLOUD_EVENT("invalid-cloud-event", "A required attribute of CloudEvents 1.0 is missing or malformed."),
    NOT_JSON("not-json", "The data is not JSON, is no object, or exceeds the limits of depth and length."),
    UNKNOWN_TYPE("unknown-type", "The type is none of the event types."),
    MISSING_FIELD("missing-field", "A required field of the data is missing or has the wrong type or value.");

    private final String wireName;
    private final String description;

    InvalidEventReason(String wireName, String description) {
        this.wireName = wireName;
        this.description = description;
    }

    /** The literal form. */
    public String wireName() {
        return wireName;
    }

    /** One sentence for the documentation. */
    public String description() {
        return description;
    }
}
