package dev.hearken.model.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * What went over the wire in an attempt, as far as it is shown: no secrets, no signatures, and of long bodies the
 * beginning.
 *
 * @param request absent where none could be made, and where requests are not logged
 * @param response absent where none came, and where responses are not logged
 * @param timings absent where nothing was sent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Exchange(
        @Nullable Request request,
        @Nullable Response response,
        @Nullable Timings timings) {
    /** What stands in the place of a secret. */
    public static final String MASK = "***";

    /** Characters of the bodies, which is most of what a record of it takes. */
    public int weight() {
        int asked = request == null || request.body() == null
                ? 0
                : request.body().text().length();
        return asked + (response == null ? 0 : response.body().length());
    }

    /**
     * The request.
     *
     * @param method how
     * @param url where
     * @param headers all that were sent but those of the connection
     * @param body absent where there was none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Request(
            String method,
            String url,
            Map<String, String> headers,
            @Nullable Excerpt body) {
        /** Insists on what may not be absent and copies the headers. */
        public Request {
            requireNonNull(method);
            requireNonNull(url);
            headers = Map.copyOf(headers);
        }
    }

    /**
     * The response, whose status is the attempt's.
     *
     * @param body the beginning of the body if it is text, else empty
     */
    public record Response(String body) {
        /** Insists on the body. */
        public Response {
            requireNonNull(body);
        }
    }

    /**
     * How long the parts of the attempt took, in milliseconds; absent where a part did not happen, as on a connection
     * that was open already.
     *
     * @param resolveMs until the addresses were known and judged
     * @param connectMs from then until the connection stood, TLS included
     * @param firstByteMs from handing over the request to the head of the response
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Timings(
            @Nullable Long resolveMs,
            @Nullable Long connectMs,
            @Nullable Long firstByteMs) {}
}
