package dev.hearken.dispatcher.transport.http;

import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** The proxy that everything goes through; trusted and not judged itself. */
final class EgressProxy {
    private final String host;
    private final int port;
    private final Optional<String> credentials;

    private EgressProxy(String host, int port, Optional<String> credentials) {
        this.host = host;
        this.port = port;
        this.credentials = credentials;
    }

    /**
     * Reads {@code http://[user:password@]host:port}.
     *
     * @throws IllegalStateException if the text has another form; the message does not quote it
     */
    static EgressProxy parse(String text) {
        try {
            URI url = URI.create(text);
            Optional<String> credentials = Optional.ofNullable(url.getUserInfo());
            boolean whole = "http".equals(url.getScheme())
                    && url.getHost() != null
                    && url.getPort() > 0
                    && credentials.map(pair -> pair.contains(":")).orElse(true);
            if (whole) {
                return new EgressProxy(url.getHost(), url.getPort(), credentials);
            }
        } catch (IllegalArgumentException e) {
            // Said below, without the text: it may hold a password.
        }
        throw new IllegalStateException("dispatcher.http.proxy is not of the form http://[user:password@]host:port");
    }

    String host() {
        return host;
    }

    int port() {
        return port;
    }

    /** The value of {@code Proxy-Authorization} (RFC 7617). */
    Optional<String> authorization() {
        return credentials.map(
                pair -> "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    }

    /** For a tunnel. */
    ProxyOptions tunnel() {
        ProxyOptions options =
                new ProxyOptions().setType(ProxyType.HTTP).setHost(host).setPort(port);
        credentials.ifPresent(pair -> {
            int colon = pair.indexOf(':');
            options.setUsername(pair.substring(0, colon)).setPassword(pair.substring(colon + 1));
        });
        return options;
    }
}
