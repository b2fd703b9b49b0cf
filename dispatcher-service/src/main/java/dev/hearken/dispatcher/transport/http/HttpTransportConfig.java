package dev.hearken.dispatcher.transport.http;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How this instance speaks HTTP. */
@ConfigMapping(prefix = "dispatcher.http")
public interface HttpTransportConfig {
    /** Event loops that send, each with clients of its own; 0 = one per processor. A host always has the same loop. */
    @WithDefault("0")
    int loops();

    /** Connections to one address and host name. */
    @WithDefault("64")
    int connectionsPerHost();

    /**
     * Requests that may wait for a connection to one address and host name, those included for which one is being
     * opened; one more fails as {@code host-busy}.
     */
    @WithDefault("256")
    int waitingPerHost();

    /** Time for a TCP connection; the attempt's own deadline applies besides. */
    @WithDefault("PT3S")
    Duration connectTimeout();

    /** Time for a TLS handshake; the attempt's own deadline applies besides. */
    @WithDefault("PT5S")
    Duration handshakeTimeout();

    /** An idle connection is closed after this long. */
    @WithDefault("PT30S")
    Duration keepAlive();

    /** A connection is used no longer than this; then it ends with the request that is under way. */
    @WithDefault("PT5M")
    Duration connectionLifetime();

    /** Whether HTTP/2 is offered to receivers over TLS, by ALPN; over plain text HTTP/1.1 is spoken always. */
    @WithDefault("false")
    boolean http2();

    /** How much of a response body is kept for the delivery log, if it is text, at most 64 KiB; 0 = nothing. */
    @WithDefault("1K")
    MemorySize excerpt();

    /**
     * Whether a listener may say {@code "verify": false} and so give up knowing whom it talks to. Where it may not, its
     * attempts fail as {@code tls}.
     */
    @WithDefault("true")
    boolean allowInsecureTls();

    /** Most clients with TLS options of a listener's own that are kept ready, with their contexts and connections. */
    @WithDefault("256")
    int tlsClients();

    /**
     * The way out, {@code http://[user:password@]host:port}; {@code https} goes through it by CONNECT, to the address
     * that was judged. Absent = directly. Environment variables such as {@code HTTP_PROXY} are not looked at.
     */
    Optional<String> proxy();

    /**
     * Whether names are left to the proxy, which then is the wall; literal addresses and ports are judged here even so.
     * Otherwise names in {@code http} urls cannot be sent through the proxy, since it would look them up once more.
     */
    @WithDefault("false")
    boolean proxyResolves();
}
