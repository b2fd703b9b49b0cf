package dev.hearken.registry.platform;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearken.model.listener.FieldError;
import dev.hearken.registry.problem.Problem;
import dev.hearken.registry.problem.ProblemException;
import dev.hearken.registry.problem.ProblemType;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the JSON body of a request within its bounds. */
@Singleton
public final class JsonBody {
    /** Media type of a merge patch (RFC 7396). */
    public static final String MERGE_PATCH = "application/merge-patch+json";

    private static final Set<String> MEDIA_TYPES = Set.of(MediaType.APPLICATION_JSON, MERGE_PATCH);

    private static final byte[] EMPTY_OBJECT = {'{', '}'};

    private final BodyLimit limit;

    JsonBody(BodyLimits limits) {
        this.limit = limits.ordinary();
    }

    /**
     * The raw bytes, at most {@code registry.http.max-body-size}.
     *
     * @throws ProblemException {@link ProblemType#UNSUPPORTED_MEDIA_TYPE} if the content type is absent, is not JSON or
     *     names a character set other than UTF-8; {@link ProblemType#BODY_TOO_LARGE}
     */
    public byte[] bytes(@Nullable String contentType, InputStream body) {
        checkMediaType(contentType);
        return limit.read(body);
    }

    /**
     * The same of a request that may go without a body: then those of an empty object.
     *
     * @throws ProblemException as {@link #bytes}, if there is a body
     */
    public byte[] bytesIfAny(@Nullable String contentType, InputStream body) {
        byte[] bytes = limit.read(body);
        if (bytes.length == 0) {
            return EMPTY_OBJECT.clone();
        }
        checkMediaType(contentType);
        return bytes;
    }

    private static void checkMediaType(@Nullable String contentType) {
        MediaType type = parse(contentType);
        if (type == null
                || !MEDIA_TYPES.contains((type.getType() + "/" + type.getSubtype()).toLowerCase(Locale.ROOT))) {
            throw new ProblemException(
                    ProblemType.UNSUPPORTED_MEDIA_TYPE, "Send the body with 'Content-Type: application/json'");
        }
        Map<String, String> parameters = type.getParameters();
        if (!parameters.getOrDefault("charset", "utf-8").equalsIgnoreCase("utf-8")) {
            throw new ProblemException(ProblemType.UNSUPPORTED_MEDIA_TYPE, "JSON is always UTF-8 (RFC 8259)");
        }
    }

    private static @Nullable MediaType parse(@Nullable String contentType) {
        try {
            return contentType == null ? null : MediaType.valueOf(contentType);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /**
     * The JSON value in the bytes.
     *
     * @throws ProblemException {@link ProblemType#MALFORMED_JSON} if {@link StrictJson} finds a fault
     */
    public static JsonNode parse(byte[] bytes) {
        return StrictJson.read(bytes).fold(value -> value, malformed -> {
            throw new ProblemException(new Problem(
                    ProblemType.MALFORMED_JSON,
                    ProblemType.MALFORMED_JSON.status(),
                    malformed.reason(),
                    List.of(new FieldError(malformed.pointer(), malformed.reason())),
                    Map.of(),
                    null));
        });
    }
}
