package dev.hearken.dispatcher.rendering;

import dev.hearken.model.listener.HttpCallback;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * Everything that goes over the wire in one attempt.
 *
 * @param method how
 * @param url where, in the grammar of {@link dev.hearken.egress.UrlPolicy}
 * @param headers all of them but those of the connection
 * @param body exactly the bytes that the signature covers
 * @param timeout hard deadline from name resolution to the head of the response
 * @param tls how a connection over TLS is made; says nothing for {@code http}
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one attempt and is compared nowhere
public record SignedRequest(
        HttpCallback.Method method,
        URI url,
        Map<String, String> headers,
        byte[] body,
        Duration timeout,
        TlsMaterial tls) {
    /** A request whose connection is verified against the platform's authorities. */
    public SignedRequest(
            HttpCallback.Method method, URI url, Map<String, String> headers, byte[] body, Duration timeout) {
        this(method, url, headers, body, timeout, TlsMaterial.DEFAULT);
    }
}
