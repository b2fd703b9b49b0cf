package dev.hearken.benchmarks.delivery.receiver;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/** The endpoints, each on a port of its own, all on one event loop. */
final class ReceivingServer implements AutoCloseable {
    private static final int DIGITS = 3;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final Histogram latencies = new Histogram(DIGITS);
    private final List<Arrivals> endpoints = new ArrayList<>();
    private final List<Integer> ports = new ArrayList<>();
    private final InstantSource clock;

    private ReceivingServer(InstantSource clock) {
        this.clock = clock;
    }

    /** Returns when all endpoints listen, on free ports of 127.0.0.1. */
    static ReceivingServer start(int events, int warmUp, List<Behaviour> behaviours, InstantSource clock)
            throws ExecutionException, InterruptedException {
        ReceivingServer server = new ReceivingServer(clock);
        for (Behaviour behaviour : behaviours) {
            server.add(behaviour, new Arrivals(events, warmUp, behaviour.refusesEach(), server.latencies));
        }
        return server;
    }

    private void add(Behaviour behaviour, Arrivals arrivals) throws ExecutionException, InterruptedException {
        HttpServer server = vertx.createHttpServer(
                        new HttpServerOptions().setHost("127.0.0.1").setPort(0))
                .requestHandler(request -> request.endHandler(end -> take(request, behaviour, arrivals)))
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .get();
        endpoints.add(arrivals);
        ports.add(server.actualPort());
    }

    private void take(HttpServerRequest request, Behaviour behaviour, Arrivals arrivals) {
        String id = request.getHeader("X-Hearken-Event");
        int status = arrivals.take(id == null ? "" : id, now());
        if (behaviour.isPrompt()) {
            request.response().setStatusCode(status).end();
        } else {
            vertx.setTimer(behaviour.delay().toMillis(), timer -> answerLate(request, status));
        }
    }

    private static void answerLate(HttpServerRequest request, int status) {
        if (!request.response().closed()) {
            request.response().setStatusCode(status).end();
        }
    }

    List<Integer> ports() {
        return List.copyOf(ports);
    }

    ReceiverState state() throws ExecutionException, InterruptedException {
        return onLoop(() ->
                new ReceiverState(now(), endpoints.stream().map(Arrivals::state).toList()));
    }

    Latency latency() throws ExecutionException, InterruptedException {
        return onLoop(() -> Latency.of(latencies));
    }

    private <T> T onLoop(Supplier<T> question) throws ExecutionException, InterruptedException {
        CompletableFuture<T> answer = new CompletableFuture<>();
        vertx.runOnContext(go -> answer.complete(question.get()));
        return answer.get();
    }

    private long now() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
