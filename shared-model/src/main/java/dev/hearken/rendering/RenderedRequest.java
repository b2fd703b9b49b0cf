package dev.hearken.rendering;

import dev.hearken.model.listener.HttpCallback;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that goes over the wire in one attempt.
 *
 * @param method how
 * @param url where, in the grammar of {@link dev.hearken.egress.UrlPolicy}
 * @param headers all of them but those of the connection; names in any case
 * @param body exactly the bytes that the signature covers
 * @param timeout hard deadline from name resolution to the head of the response
 * @param tls how a connection over TLS is made; says nothing for {@code http}
 * @param credentials for a token that {@code Authorization} carries; empty if the headers are all there is
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one attempt and is compared nowhere
public record RenderedRequest(
        HttpCallback.Method method,
        URI url,
        Map<String, String> headers,
        byte[] body,
        Duration timeout,
        TlsMaterial tls,
        Optional<ClientCredentials> credentials) {
    /** A request without a token, whose connection is verified against the platform's authorities. */
    public RenderedRequest(
            HttpCallback.Method method, URI url, Map<String, String> headers, byte[] body, Duration timeout) {
        this(method, url, headers, body, timeout, TlsMaterial.DEFAULT, Optional.empty());
    }
}
