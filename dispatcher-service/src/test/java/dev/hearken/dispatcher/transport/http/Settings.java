package dev.hearken.dispatcher.transport.http;

import io.quarkus.runtime.configuration.MemorySize;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings of a transport under test: everything small, so that bounds are reached. */
record Settings(
        int connectionsPerHost,
        int waitingPerHost,
        Duration connectionLifetime,
        boolean http2,
        boolean allowInsecureTls,
        Optional<String> proxy,
        boolean proxyResolves)
        implements HttpTransportConfig {
    static final Settings SMALL = new Settings(4, 4, Duration.ofMinutes(5), false, true, Optional.empty(), false);

    Settings withConnections(int count, int waiting) {
        return new Settings(count, waiting, connectionLifetime, http2, allowInsecureTls, proxy, proxyResolves);
    }

    Settings withLifetime(Duration lifetime) {
        return new Settings(
                connectionsPerHost, waitingPerHost, lifetime, http2, allowInsecureTls, proxy, proxyResolves);
    }

    Settings withHttp2() {
        return new Settings(
                connectionsPerHost, waitingPerHost, connectionLifetime, true, allowInsecureTls, proxy, proxyResolves);
    }

    Settings withoutInsecureTls() {
        return new Settings(connectionsPerHost, waitingPerHost, connectionLifetime, http2, false, proxy, proxyResolves);
    }

    Settings withProxy(String url, boolean resolves) {
        return new Settings(
                connectionsPerHost,
                waitingPerHost,
                connectionLifetime,
                http2,
                allowInsecureTls,
                Optional.of(url),
                resolves);
    }

    static EgressConfig egress(Optional<List<String>> allow, Optional<List<String>> deny) {
        return egress(allow, deny, Optional.empty());
    }

    static EgressConfig egress(
            Optional<List<String>> allow, Optional<List<String>> deny, Optional<List<String>> deniedPorts) {
        return new EgressConfig() {
            @Override
            public Optional<List<String>> allow() {
                return allow;
            }

            @Override
            public Optional<List<String>> deny() {
                return deny;
            }

            @Override
            public Optional<List<String>> deniedPorts() {
                return deniedPorts;
            }
        };
    }

    @Override
    public int loops() {
        return 2;
    }

    @Override
    public Duration connectTimeout() {
        return Duration.ofSeconds(3);
    }

    @Override
    public Duration handshakeTimeout() {
        return Duration.ofSeconds(5);
    }

    @Override
    public Duration keepAlive() {
        return Duration.ofSeconds(30);
    }

    @Override
    public MemorySize excerpt() {
        return new MemorySize(BigInteger.valueOf(64));
    }

    @Override
    public int tlsClients() {
        return 2;
    }
}
