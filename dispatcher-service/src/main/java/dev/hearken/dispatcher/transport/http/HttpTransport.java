package dev.hearken.dispatcher.transport.http;

import dev.hearken.dispatcher.transport.AttemptResult;
import dev.hearken.dispatcher.transport.Transport;
import dev.hearken.rendering.RenderedRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.impl.VertxInternal;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends over HTTP/1.1. Requests to one host always use the same event loop, so its connections are shared and a busy
 * host keeps no other loop busy.
 */
@ApplicationScoped
class HttpTransport implements Transport {
    private static final int MAX_HEAD_BYTES = 16 * 1024;
    private static final int MAX_STATUS_LINE_BYTES = 4 * 1024;

    private final Vertx vertx;
    private final HttpTransportConfig config;
    private final TargetResolver resolver;
    private final List<Loop> loops = new ArrayList<>();

    /** An event loop and the client that lives on it. */
    private record Loop(Context context, HttpClient client) {}

    HttpTransport(Vertx vertx, HttpTransportConfig config, TargetResolver resolver) {
        this.vertx = vertx;
        this.config = config;
        this.resolver = resolver;
    }

    @PostConstruct
    void open() {
        int count = config.loops() > 0 ? config.loops() : Runtime.getRuntime().availableProcessors();
        for (int i = 0; i < count; i++) {
            Context context = ((VertxInternal) vertx).createEventLoopContext();
            loops.add(new Loop(context, vertx.createHttpClient(options(), poolOptions())));
        }
    }

    private HttpClientOptions options() {
        return new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                .setConnectTimeout((int) config.connectTimeout().toMillis())
                .setKeepAliveTimeout((int) config.keepAlive().toSeconds())
                .setMaxHeaderSize(MAX_HEAD_BYTES)
                .setMaxInitialLineLength(MAX_STATUS_LINE_BYTES)
                .setDecompressionSupported(false)
                .setTcpNoDelay(true)
                .setVerifyHost(true)
                .setTrustAll(false);
    }

    private PoolOptions poolOptions() {
        return new PoolOptions().setHttp1MaxSize(config.connectionsPerHost());
    }

    @Override
    public Uni<AttemptResult> send(RenderedRequest request) {
        String host = request.url().getHost();
        Loop loop = loops.get(Math.floorMod(host.hashCode(), loops.size()));
        return Uni.createFrom()
                .emitter(emitter -> loop.context()
                        .runOnContext(v ->
                                new HttpAttempt(vertx, loop.client(), resolver, request, emitter::complete).start()));
    }

    @PreDestroy
    void close() {
        loops.forEach(loop -> loop.client().close());
    }
}
