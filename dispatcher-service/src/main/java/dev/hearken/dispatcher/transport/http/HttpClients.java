package dev.hearken.dispatcher.transport.http;

import dev.hearken.rendering.TlsMaterial;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The clients of one event loop: one for plain text, one per set of TLS options. Those least recently used are closed
 * when there are too many. Belongs to its event loop.
 */
final class HttpClients {
    private static final int MAX_HEAD_BYTES = 16 * 1024;
    private static final int MAX_STATUS_LINE_BYTES = 4 * 1024;

    /** Longer than any attempt: a client that nobody will ask for again finishes what it has begun. */
    private static final long CLOSE_AFTER_MS = 60_000;

    private final Vertx vertx;
    private final HttpTransportConfig config;
    private final int maxTlsClients;
    private final HttpClient plain;
    private final Map<TlsMaterial, HttpClient> tls = new LinkedHashMap<>(16, 0.75f, true);
    private final Set<HttpConnection> fresh = Collections.newSetFromMap(new WeakHashMap<>());

    HttpClients(Vertx vertx, HttpTransportConfig config, int maxTlsClients) {
        this.vertx = vertx;
        this.config = config;
        this.maxTlsClients = maxTlsClients;
        this.plain = client(options());
    }

    HttpClient plain() {
        return plain;
    }

    HttpClient tls(TlsMaterial material) {
        HttpClient client = tls.computeIfAbsent(material, options -> client(tlsOptions(options)));
        if (tls.size() > maxTlsClients) {
            var eldest = tls.entrySet().iterator();
            HttpClient unused = eldest.next().getValue();
            eldest.remove();
            vertx.setTimer(CLOSE_AFTER_MS, id -> unused.close());
        }
        return client;
    }

    /** Whether nobody has asked this of the connection before: its opening is the asker's. */
    boolean isFresh(HttpConnection connection) {
        return fresh.remove(connection);
    }

    private HttpClient client(HttpClientOptions options) {
        return vertx.httpClientBuilder()
                .with(options)
                .with(new PoolOptions()
                        .setHttp1MaxSize(config.connectionsPerHost())
                        .setHttp2MaxSize(config.connectionsPerHost())
                        .setMaxWaitQueueSize(config.waitingPerHost()))
                .withConnectHandler(this::opened)
                .build();
    }

    private void opened(HttpConnection connection) {
        fresh.add(connection);
        long timer = vertx.setTimer(
                config.connectionLifetime().toMillis(),
                id -> connection.shutdown(CLOSE_AFTER_MS, TimeUnit.MILLISECONDS));
        connection.closeHandler(v -> vertx.cancelTimer(timer));
    }

    private HttpClientOptions options() {
        return new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                .setConnectTimeout((int) config.connectTimeout().toMillis())
                .setSslHandshakeTimeout(config.handshakeTimeout().toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setKeepAliveTimeout((int) config.keepAlive().toSeconds())
                .setHttp2KeepAliveTimeout((int) config.keepAlive().toSeconds())
                .setMaxHeaderSize(MAX_HEAD_BYTES)
                .setMaxInitialLineLength(MAX_STATUS_LINE_BYTES)
                .setInitialSettings(new Http2Settings().setMaxHeaderListSize(MAX_HEAD_BYTES))
                .setDecompressionSupported(false)
                .setTcpNoDelay(true)
                .setVerifyHost(true)
                .setTrustAll(false);
    }

    private HttpClientOptions tlsOptions(TlsMaterial material) {
        HttpClientOptions options = options().setSsl(true);
        if (config.http2()) {
            options.setUseAlpn(true).setProtocolVersion(HttpVersion.HTTP_2);
        }
        if (!material.verify()) {
            options.setTrustAll(true).setVerifyHost(false);
        } else if (!material.caCertificate().isEmpty()) {
            options.setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(material.caCertificate())));
        }
        if (!material.clientCertificate().isEmpty()) {
            Buffer pem = Buffer.buffer(material.clientCertificate());
            options.setKeyCertOptions(new PemKeyCertOptions().addCertValue(pem).addKeyValue(pem));
        }
        return options;
    }

    void close() {
        plain.close();
        tls.values().forEach(HttpClient::close);
    }
}
