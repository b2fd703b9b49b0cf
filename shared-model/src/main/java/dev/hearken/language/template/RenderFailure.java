package dev.hearken.language.template;

/**
 * Why a template could not be rendered.
 *
 * @param reason what kind of fault
 * @param detail one sentence for the owner that names the reference; never holds a value
 */
public record RenderFailure(Reason reason, String detail) {
    /** The kinds of fault. */
    public enum Reason {
        /** A strict listener names a value that the event does not have. */
        ABSENT,
        /** A strict listener's filter does not fit the value, such as {@code duration} of a text. */
        UNFIT,
        /** There is no such secret, or it cannot be read. */
        SECRET,
        /** The value holds characters that must not stand in this place. */
        CHARACTER,
        /** What came out is no acceptable url. */
        URL,
        /** The record that the delivery comes from does not hold its event any more, as this version reads it. */
        EVENT,
        /** The output, or what a filter makes on the way to it, is too large. */
        TOO_LARGE
    }
}
