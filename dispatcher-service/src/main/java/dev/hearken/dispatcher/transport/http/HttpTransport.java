package dev.hearken.dispatcher.transport.http;

import dev.hearken.dispatcher.transport.AttemptResult;
import dev.hearken.dispatcher.transport.AttemptResult.Failed;
import dev.hearken.dispatcher.transport.Exchange;
import dev.hearken.dispatcher.transport.Timings;
import dev.hearken.dispatcher.transport.Transport;
import dev.hearken.egress.UrlPolicy;
import dev.hearken.model.delivery.FailureReason;
import dev.hearken.rendering.RenderedRequest;
import io.netty.channel.EventLoop;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Sends over HTTP. Requests to one host always use the same event loop, so its connections are shared and a busy host
 * keeps no other loop busy.
 */
@Singleton
class HttpTransport implements Transport, Exchange {
    private static final int MAX_ACCEPTED = 10_000;

    private final Vertx vertx;
    private final HttpTransportConfig config;
    private final HttpRoute route;
    private final List<Loop> loops = new ArrayList<>();
    private final ConcurrentMap<URI, Boolean> accepted = new ConcurrentHashMap<>();

    /** An event loop and the clients that live on it. */
    private record Loop(Context context, HttpClients clients) {}

    HttpTransport(Vertx vertx, HttpTransportConfig config, EgressPolicy policy, TargetResolver resolver) {
        this.vertx = vertx;
        this.config = config;
        this.route = new HttpRoute(policy, resolver, config);
    }

    @PostConstruct
    void open() {
        VertxInternal internal = (VertxInternal) vertx;
        List<EventLoop> all = new ArrayList<>();
        internal.getEventLoopGroup().forEach(executor -> all.add((EventLoop) executor));
        int count = config.loops() > 0 ? config.loops() : Runtime.getRuntime().availableProcessors();
        for (int i = 0; i < count; i++) {
            // Asked for the next context without saying which, Vert.x may give the same loop again.
            Context context = internal.createEventLoopContext(
                    all.get(i % all.size()), null, Thread.currentThread().getContextClassLoader());
            loops.add(new Loop(context, new HttpClients(vertx, config, Math.max(1, config.tlsClients() / count))));
        }
    }

    @Override
    public Uni<AttemptResult> send(RenderedRequest request) {
        return exchange(request, (int) Math.min(config.excerpt().asLongValue(), Integer.MAX_VALUE));
    }

    @Override
    public Uni<AttemptResult> exchange(RenderedRequest request, int excerptBytes) {
        Optional<FailureReason> fault = fault(request);
        if (fault.isPresent()) {
            // Not on the caller's stack: the slot that it frees admits the next, which may fail the same way, and so
            // on.
            return Uni.createFrom()
                    .<AttemptResult>item(new Failed(fault.get(), true, Timings.NONE))
                    .emitOn(Infrastructure.getDefaultExecutor());
        }
        Loop loop = loops.get(Math.floorMod(request.url().getHost().hashCode(), loops.size()));
        return Uni.createFrom()
                .emitter(emitter -> loop.context()
                        .runOnContext(v -> new HttpAttempt(
                                        vertx, loop.clients(), route, request, excerptBytes, emitter::complete)
                                .start()));
    }

    /** What no listener may bring here, whoever wrote it to the catalog. */
    private Optional<FailureReason> fault(RenderedRequest request) {
        if (!accepts(request.url())) {
            return Optional.of(FailureReason.EGRESS_DENIED);
        }
        return request.tls().verify() || config.allowInsecureTls() ? Optional.empty() : Optional.of(FailureReason.TLS);
    }

    private boolean accepts(URI url) {
        if (accepted.size() > MAX_ACCEPTED) {
            accepted.clear();
        }
        return accepted.computeIfAbsent(
                url, text -> UrlPolicy.judge(text.toString()).fold(ok -> true, reason -> false));
    }

    @PreDestroy
    void close() {
        loops.forEach(loop -> loop.clients().close());
    }
}
