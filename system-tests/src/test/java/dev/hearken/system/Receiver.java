package dev.hearken.system;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Answers by path: {@code /ok} 200; {@code /flaky} for each third webhook-id twice 503 and then 200, for the others
 * 200, since an endpoint that fails all the time is left alone by its circuit breaker; {@code /never} not before it is
 * closed.
 */
final class Receiver implements AutoCloseable {
    private static final int FAILURES = 2;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Queue<Arrival> arrivals = new ConcurrentLinkedQueue<>();
    private final Map<String, Integer> tries = new ConcurrentHashMap<>();
    private final AtomicInteger newcomers = new AtomicInteger();

    Receiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1000);
        server.setExecutor(threads);
        server.createContext("/", this::receive);
        server.start();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    List<Arrival> arrivals() {
        return List.copyOf(arrivals);
    }

    /** Arrivals that were answered with success, cheap to ask often. */
    long successes() {
        return arrivals.stream().filter(Arrival::isSuccess).count();
    }

    private void receive(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        HttpHeaders headers = HttpHeaders.of(exchange.getRequestHeaders(), (name, value) -> true);
        String path = exchange.getRequestURI().getPath();
        int status = path.startsWith("/flaky")
                ? flaky(headers.firstValue("webhook-id").orElse(""))
                : 200;
        boolean never = path.startsWith("/never");
        arrivals.add(new Arrival(Instant.now(), path, headers, body, never ? 0 : status));
        if (never) {
            awaitClosed();
        }
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private int flaky(String id) {
        int tried = tries.compute(id, (key, before) -> before == null ? first() : before + 1);
        return tried <= FAILURES ? 503 : 200;
    }

    private int first() {
        return newcomers.getAndIncrement() % 3 == 0 ? 1 : FAILURES + 1;
    }

    private void awaitClosed() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
