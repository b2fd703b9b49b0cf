package dev.hearken.model.listener;

/**
 * What is wrong with one field of a definition.
 *
 * @param pointer JSON Pointer (RFC 6901) to the field, such as {@code /callback/url}; empty for the whole document
 * @param detail one sentence for the owner, without the field's name
 */
public record FieldError(String pointer, String detail) {
    /** A name as a pointer holds it (RFC 6901 §3). */
    public static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
