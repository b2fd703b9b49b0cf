package dev.hearken.dispatcher.transport.http;

import dev.hearken.dispatcher.transport.AttemptResult;
import dev.hearken.dispatcher.transport.AttemptResult.Answered;
import dev.hearken.dispatcher.transport.AttemptResult.Failed;
import dev.hearken.dispatcher.transport.Reply;
import dev.hearken.model.delivery.FailureReason;
import dev.hearken.rendering.RenderedRequest;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.InetAddress;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One request on its event loop, under one deadline. The first of deadline, failure and head of the response decides;
 * what comes later is dropped. Where an address cannot be reached the next one is dialled, three at most.
 *
 * <pre>
 *   judge ──▶ connect, TLS ──▶ send ──▶ head of response ──▶ beginning of body ──▶ answered, then read on to the cap
 *     └────────────┴─────────────┴─────────────┴── deadline ──▶ timeout, request reset
 * </pre>
 */
final class HttpAttempt {
    /** The rest of a longer body is not worth the connection. */
    private static final int MAX_BODY_BYTES = 64 * 1024;

    /** How long a result waits for the beginning of the body; then it is told without. */
    private static final long EXCERPT_WAIT_MS = 1_000;

    private static final int MAX_ADDRESSES = 3;
    private static final int MAX_INTERIM_RESPONSES = 16;
    private static final int MAX_HINT = 64;
    private static final int NO_CONTENT = 204;

    private final Vertx vertx;
    private final HttpClients clients;
    private final HttpRoute route;
    private final RenderedRequest request;
    private final int excerptBytes;
    private final Consumer<AttemptResult> answer;
    private final Stopwatch watch = new Stopwatch();
    private long timer;
    private boolean decided;
    private int interimResponses;
    private @Nullable HttpClientRequest sent;

    HttpAttempt(
            Vertx vertx,
            HttpClients clients,
            HttpRoute route,
            RenderedRequest request,
            int excerptBytes,
            Consumer<AttemptResult> answer) {
        this.vertx = vertx;
        this.clients = clients;
        this.route = route;
        this.request = request;
        this.excerptBytes = Math.min(excerptBytes, MAX_BODY_BYTES);
        this.answer = answer;
    }

    /** Starts; must be called on the event loop that all of it runs on. */
    void start() {
        timer = vertx.setTimer(Math.max(1, request.timeout().toMillis()), id -> fail(FailureReason.TIMEOUT));
        var context = vertx.getOrCreateContext();
        route.judge(request.url())
                .onComplete(judged -> context.runOnContext(v -> judged.result().fold(this::resolved, this::fail)));
    }

    private @Nullable Void resolved(List<InetAddress> addresses) {
        watch.resolved();
        if (addresses.isEmpty()) {
            connect(Optional.empty(), List.<InetAddress>of().iterator());
        } else {
            connectNext(addresses.stream().limit(MAX_ADDRESSES).iterator());
        }
        return null;
    }

    private void connectNext(Iterator<InetAddress> addresses) {
        connect(Optional.of(addresses.next()), addresses);
    }

    private void connect(Optional<InetAddress> address, Iterator<InetAddress> others) {
        if (decided) {
            return;
        }
        boolean tls = HttpRoute.isTls(request.url());
        try {
            HttpClient client = tls ? clients.tls(request.tls()) : clients.plain();
            client.request(options(address))
                    .onSuccess(opened -> send(opened, address))
                    .onFailure(e -> notConnected(FailureClassifier.connecting(e, tls), others));
        } catch (IllegalArgumentException e) {
            // A url or a certificate that cannot be read.
            fail(tls && !request.tls().clientCertificate().isEmpty() ? FailureReason.TLS : FailureReason.PROTOCOL);
        }
    }

    private RequestOptions options(Optional<InetAddress> address) {
        return route.options(request.url(), address)
                .setMethod(HttpMethod.valueOf(request.method().name()))
                .setConnectTimeout(
                        Math.max(1, request.timeout().minus(watch.elapsed()).toMillis()));
    }

    private void notConnected(FailureReason reason, Iterator<InetAddress> others) {
        if (reason == FailureReason.CONNECT_FAILED && others.hasNext() && !decided) {
            connectNext(others);
        } else {
            fail(reason);
        }
    }

    private void send(HttpClientRequest opened, Optional<InetAddress> address) {
        if (decided) {
            opened.reset();
            return;
        }
        watch.connected(clients.isFresh(opened.connection()));
        if (!route.leadsTo(opened.connection().remoteAddress(), address)) {
            opened.reset();
            fail(FailureReason.EGRESS_DENIED);
            return;
        }
        try {
            request.headers().forEach(opened::putHeader);
        } catch (IllegalArgumentException e) {
            // A header that cannot be sent.
            opened.reset();
            fail(FailureReason.PROTOCOL);
            return;
        }
        sent = opened;
        opened.continueHandler(v -> interim()).earlyHintsHandler(hints -> interim());
        var response = request.method().hasBody() ? opened.send(Buffer.buffer(request.body())) : opened.send();
        response.onSuccess(this::answered).onFailure(e -> fail(FailureClassifier.exchanging(e)));
    }

    private void interim() {
        if (++interimResponses > MAX_INTERIM_RESPONSES) {
            fail(FailureReason.PROTOCOL);
        }
    }

    private void answered(HttpClientResponse response) {
        if (decided) {
            return;
        }
        if (response.statusCode() < 200) {
            fail(FailureReason.PROTOCOL);
            return;
        }
        watch.answered();
        // From here on it is an answer, whatever becomes of its body.
        vertx.cancelTimer(timer);
        read(response);
    }

    /** The connection is only good for the next request when the body has been read to its end. */
    private void read(HttpClientResponse response) {
        BodyExcerpt excerpt = new BodyExcerpt(response, excerptBytes);
        if (response.statusCode() == NO_CONTENT) {
            decide(new Answered(response.statusCode(), reply(response, excerpt), watch.timings()));
            return;
        }
        Runnable tell = () -> decide(new Answered(response.statusCode(), reply(response, excerpt), watch.timings()));
        long patience = Math.min(
                EXCERPT_WAIT_MS,
                Math.max(1, request.timeout().minus(watch.elapsed()).toMillis()));
        timer = vertx.setTimer(patience, id -> tell.run());
        long bodyTimer = vertx.setTimer(
                Math.max(1, request.timeout().toMillis()),
                id -> response.request().reset());
        long[] read = {0};
        response.exceptionHandler(e -> {
            vertx.cancelTimer(bodyTimer);
            tell.run();
        });
        response.endHandler(v -> {
            vertx.cancelTimer(bodyTimer);
            tell.run();
        });
        response.handler(chunk -> {
            excerpt.add(chunk);
            read[0] += chunk.length();
            if (excerpt.isFull()) {
                tell.run();
            }
            if (read[0] > MAX_BODY_BYTES) {
                response.request().reset();
            }
        });
    }

    private static Reply reply(HttpClientResponse response, BodyExcerpt excerpt) {
        return new Reply(hint(response, "Retry-After"), hint(response, "Date"), excerpt.text());
    }

    private static Optional<String> hint(HttpClientResponse response, String header) {
        return Optional.ofNullable(response.getHeader(header)).filter(value -> value.length() <= MAX_HINT);
    }

    private @Nullable Void fail(FailureReason reason) {
        if (!decided) {
            decide(new Failed(reason, sent == null, watch.timings()));
            if (sent != null) {
                sent.reset();
            }
        }
        return null;
    }

    private void decide(AttemptResult result) {
        if (!decided) {
            decided = true;
            vertx.cancelTimer(timer);
            answer.accept(result);
        }
    }
}
