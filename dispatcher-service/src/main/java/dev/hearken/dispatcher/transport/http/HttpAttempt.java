package dev.hearken.dispatcher.transport.http;

import dev.hearken.dispatcher.transport.AttemptResult;
import dev.hearken.dispatcher.transport.AttemptResult.Answered;
import dev.hearken.dispatcher.transport.AttemptResult.Failed;
import dev.hearken.model.delivery.FailureReason;
import dev.hearken.rendering.RenderedRequest;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One request on its event loop, under one deadline. The first of deadline, failure and head of the response decides;
 * what comes later is dropped.
 *
 * <pre>
 *   resolve ──▶ connect, TLS ──▶ send ──▶ head of response ──▶ answered, then read on to the cap
 *      └────────────┴──────────────┴─────────────┴── deadline ──▶ timeout, connection reset
 * </pre>
 */
final class HttpAttempt {
    /** The rest of a longer body is not worth the connection. */
    private static final long MAX_BODY_BYTES = 64 * 1024;

    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;

    private final Vertx vertx;
    private final HttpClient client;
    private final TargetResolver resolver;
    private final RenderedRequest request;
    private final Consumer<AttemptResult> answer;
    private long timer;
    private boolean decided;
    private @Nullable HttpClientRequest sent;

    HttpAttempt(
            Vertx vertx,
            HttpClient client,
            TargetResolver resolver,
            RenderedRequest request,
            Consumer<AttemptResult> answer) {
        this.vertx = vertx;
        this.client = client;
        this.resolver = resolver;
        this.request = request;
        this.answer = answer;
    }

    /** Starts; must be called on the event loop that all of it runs on. */
    void start() {
        timer = vertx.setTimer(request.timeout().toMillis(), id -> fail(FailureReason.TIMEOUT));
        var context = vertx.getOrCreateContext();
        resolver.resolve(request.url().getHost())
                .onComplete(
                        resolved -> context.runOnContext(v -> resolved.result().fold(this::connect, this::fail)));
    }

    private @Nullable Void connect(InetAddress address) {
        if (!decided) {
            client.request(options(address))
                    .onSuccess(this::send)
                    .onFailure(e -> fail(new Failed(FailureClassifier.connecting(e), true)));
        }
        return null;
    }

    /** Dials the judged address while Host, SNI and certificate check keep the name. */
    private RequestOptions options(InetAddress address) {
        URI url = request.url();
        boolean tls = url.getScheme().equalsIgnoreCase("https");
        int port = url.getPort() > 0 ? url.getPort() : tls ? HTTPS_PORT : HTTP_PORT;
        String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        RequestOptions options = new RequestOptions()
                .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, port)))
                .setHost(url.getHost())
                .setPort(port)
                .setSsl(tls)
                .setMethod(HttpMethod.valueOf(request.method().name()))
                .setURI(url.getRawQuery() == null ? path : path + "?" + url.getRawQuery())
                .setFollowRedirects(false);
        request.headers().forEach(options::putHeader);
        return options;
    }

    private void send(HttpClientRequest opened) {
        if (decided) {
            opened.reset();
            return;
        }
        sent = opened;
        var response = request.method().hasBody() ? opened.send(Buffer.buffer(request.body())) : opened.send();
        response.onSuccess(this::answered).onFailure(e -> fail(FailureClassifier.exchanging(e)));
    }

    private void answered(HttpClientResponse response) {
        if (decided) {
            return;
        }
        decide(new Answered(response.statusCode(), response.getHeader("Retry-After"), response.getHeader("Date")));
        // The connection is only good for the next request when the body has been read to its end.
        long[] read = {0};
        long bodyTimer = vertx.setTimer(
                request.timeout().toMillis(), id -> response.request().reset());
        response.exceptionHandler(e -> vertx.cancelTimer(bodyTimer));
        response.endHandler(v -> vertx.cancelTimer(bodyTimer));
        response.handler(chunk -> {
            read[0] += chunk.length();
            if (read[0] > MAX_BODY_BYTES) {
                response.request().reset();
            }
        });
    }

    private @Nullable Void fail(FailureReason reason) {
        return fail(new Failed(reason));
    }

    private @Nullable Void fail(Failed failure) {
        if (!decided) {
            decide(failure);
            if (sent != null) {
                sent.reset();
            }
        }
        return null;
    }

    private void decide(AttemptResult result) {
        decided = true;
        vertx.cancelTimer(timer);
        answer.accept(result);
    }
}
