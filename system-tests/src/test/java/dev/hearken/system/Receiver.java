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

/**
 * Answers by path: {@code /ok} 200, {@code /flaky} twice 503 and then 200 for each webhook-id, {@code /never} not
 * before it is closed.
 */
final class Receiver implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Queue<Arrival> arrivals = new ConcurrentLinkedQueue<>();
    private final Map<String, Integer> tries = new ConcurrentHashMap<>();

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
        return tries.merge(id, 1, Integer::sum) <= 2 ? 503 : 200;
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
