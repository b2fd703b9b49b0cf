package dev.hearken.model.listener;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearken.format.outbound.OutboundFormat;
import dev.hearken.language.template.CompiledCallback;
import dev.hearken.language.template.References;
import dev.hearken.model.listener.Signing.HmacHeader;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A callback by HTTP. Url, values of headers and body are templates ({@link dev.hearken.language.template.Template}).
 *
 * @param method how the request is made
 * @param url absolute, {@code http} or {@code https}; when rendered accepted by {@link dev.hearken.egress.UrlPolicy}
 * @param headers headers beside those that Hearken sets, at most 20 and 16,384 characters together
 * @param body the listener's own: a JSON text is sent as text, any other JSON value as JSON, at most 32 levels deep;
 *     absent = what the format makes, and so is a body of {@code null}
 * @param format what the body is
 * @param strict whether a reference to an absent value fails the delivery
 * @param tail how many characters of the end of a task's stdout and stderr are sent, 0 to 1,000,000
 * @param timeout hard deadline of one attempt, from resolving the name to the head of the response; 100 ms to 30 s
 * @param successStatus the statuses that count as success
 * @param signing how the request is signed
 * @param auth what the header {@code Authorization} carries
 * @param tls how a connection over TLS is made
 */
public record HttpCallback(
        Method method,
        String url,
        Map<String, String> headers,
        @Nullable JsonNode body,
        Format format,
        boolean strict,
        int tail,
        Duration timeout,
        StatusRanges successStatus,
        Signing signing,
        Auth auth,
        TlsOptions tls)
        implements Callback {
    /** Deadline of an attempt where the listener names none. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(15);

    /** Characters of stdout and stderr where the listener names none. */
    public static final int DEFAULT_TAIL = 10_000;

    /** The variables and secrets that its templates, credentials and signature use. */
    public References references() {
        return CompiledCallback.of(this).references();
    }

    /** Secrets that it names as a whole, beside those in its templates. */
    public Set<String> namedSecrets() {
        return Stream.of(
                        signing.<@Nullable String>fold(() -> null, () -> null, HmacHeader::secret),
                        auth.<@Nullable String>fold(
                                () -> null, (user, password) -> null, token -> null, OAuth2::clientSecret),
                        tls.caSecret().orElse(null),
                        tls.clientCertificate())
                .flatMap(Stream::ofNullable)
                .collect(Collectors.toSet());
    }

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

    /** What the body of a request is. */
    public enum Format {
        /** The listener's own. */
        TEMPLATE("template"),
        /** The event as JSON, see {@link dev.hearken.format.EventBody}. */
        EVENT("event"),
        /** CloudEvents 1.0 HTTP binding, binary mode. */
        CLOUDEVENTS_BINARY("cloudevents-binary"),
        /** CloudEvents 1.0 HTTP binding, structured mode. */
        CLOUDEVENTS_STRUCTURED("cloudevents-structured"),
        /** As Factotum's webhooks send it. */
        FACTOTUM("factotum"),
        /** As Mistral's notifier sends it. */
        MISTRAL("mistral"),
        /** As a Trifacta HTTP task sends it: the listener's own body, if it has one. */
        TRIFACTA("trifacta");

        private final String wireName;

        Format(String wireName) {
            this.wireName = wireName;
        }

        /** The literal form in a definition. */
        public String wireName() {
            return wireName;
        }

        /** What renders it where there is no body of the listener's own; empty for {@link #TEMPLATE}. */
        public Optional<OutboundFormat> outbound() {
            return OutboundFormat.of(wireName);
        }

        /** Whether a body of the listener's own may stand beside it. */
        public boolean takesBody() {
            return this == TEMPLATE || this == TRIFACTA;
        }
    }
}
