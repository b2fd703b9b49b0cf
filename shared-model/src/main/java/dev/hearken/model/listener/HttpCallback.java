package dev.hearken.model.listener;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A callback by HTTP.
 *
 * @param method how the request is made
 * @param url absolute, {@code http} or {@code https}, accepted by {@link dev.hearken.egress.UrlPolicy}
 * @param headers headers beside those that Hearken sets, at most 20 and 16,384 characters together
 * @param body a fixed body: a JSON text is sent as plain text, any other JSON value as JSON, at most 32 levels deep;
 *     absent = the event, and so is a body of {@code null}
 * @param timeout hard deadline of one attempt, from resolving the name to the head of the response; 100 ms to 30 s
 * @param signing how the request is signed
 */
public record HttpCallback(
        Method method,
        URI url,
        Map<String, String> headers,
        @Nullable JsonNode body,
        Duration timeout,
        Signing signing) implements Callback {
    /** Deadline of an attempt where the listener names none. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(15);

    @Override
    public <T> T fold(Function<HttpCallback, T> http) {
        return http.apply(this);
    }

    /** Methods that a callback may use; {@code GET} and {@code DELETE} send no body. */
    public enum Method {
        POST(true),
        PUT(true),
        PATCH(true),
        GET(false),
        DELETE(false);

        private final boolean body;

        Method(boolean body) {
            this.body = body;
        }

        /** Whether requests of this method carry a body. */
        public boolean hasBody() {
            return body;
        }
    }

    /** How a request is signed. */
    public enum Signing {
        /**
         * Headers {@code webhook-id}, {@code webhook-timestamp}, {@code webhook-signature} by Standard Webhooks 1.0.0.
         */
        STANDARD_WEBHOOKS("standard-webhooks"),
        /** No signature; {@code webhook-id} and {@code webhook-timestamp} are still sent. */
        NONE("none");

        private final String wireName;

        Signing(String wireName) {
            this.wireName = wireName;
        }

        /** The literal form in a definition. */
        public String wireName() {
            return wireName;
        }
    }
}
