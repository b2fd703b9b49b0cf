package dev.hearken.registry.ingest;

import dev.hearken.registry.problem.ProblemException;
import dev.hearken.registry.problem.ProblemType;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Locale;

/**
 * The declared type of a body of events: some JSON in UTF-8.
 *
 * @param essence type and subtype in lower case
 * @param text as it was declared; {@code application/json} where nothing was, because Mistral declares nothing
 */
record JsonMediaType(String essence, String text) {
    /**
     * Reads the header.
     *
     * @param declared its values, none or one
     * @throws ProblemException {@link ProblemType#UNSUPPORTED_MEDIA_TYPE}
     */
    static JsonMediaType of(List<String> declared) {
        if (declared.isEmpty()) {
            return new JsonMediaType(MediaType.APPLICATION_JSON, MediaType.APPLICATION_JSON);
        }
        MediaType type = parse(declared.get(0));
        String essence = (type.getType() + "/" + type.getSubtype()).toLowerCase(Locale.ROOT);
        if (!essence.equals(MediaType.APPLICATION_JSON) && !essence.endsWith("+json")) {
            throw unsupported("Send JSON and say so with Content-Type");
        }
        if (!type.getParameters().getOrDefault("charset", "utf-8").equalsIgnoreCase("utf-8")) {
            throw unsupported("JSON is always UTF-8 (RFC 8259)");
        }
        return new JsonMediaType(essence, declared.get(0));
    }

    /** Whether it is this type. */
    boolean is(String other) {
        return essence.equals(other);
    }

    private static MediaType parse(String text) {
        try {
            return MediaType.valueOf(text);
        } catch (IllegalArgumentException e) {
            throw unsupported("The header Content-Type is malformed");
        }
    }

    private static ProblemException unsupported(String detail) {
        return new ProblemException(ProblemType.UNSUPPORTED_MEDIA_TYPE, detail);
    }
}
