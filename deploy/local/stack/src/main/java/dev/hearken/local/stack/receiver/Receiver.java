package dev.hearken.local.stack.receiver;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** The HTTP server: every method and path is welcome and answered with 200 and no body. */
public final class Receiver implements AutoCloseable {
    private static final int MAX_BODY_BYTES = 1024 * 1024;
    private static final int THREADS = 8;

    private final HttpServer server;
    private final ExecutorService threads;
    private final Consumer<Callback> sink;

    private Receiver(HttpServer server, Consumer<Callback> sink) {
        this.server = server;
        this.threads = Executors.newFixedThreadPool(THREADS);
        this.sink = sink;
    }

    /**
     * Starts receiving.
     *
     * @param port 0 for a free one
     * @param sink gets each callback before it is answered; called by several threads at once
     * @throws IOException if the port is taken
     */
    public static Receiver start(int port, Consumer<Callback> sink) throws IOException {
        Receiver receiver =
                new Receiver(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0), sink);
        receiver.server.createContext("/", receiver::handle);
        receiver.server.setExecutor(receiver.threads);
        receiver.server.start();
        return receiver;
    }

    /** Starts receiving and prints each callback as one block. */
    public static Receiver printing(int port, PrintStream out) throws IOException {
        return start(port, callback -> out.println(CallbackText.of(callback)));
    }

    /** {@code http://127.0.0.1:<port>}. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES);
            exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
            sink.accept(new Callback(
                    Instant.now(),
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    headers(exchange.getRequestHeaders()),
                    body));
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private static Map<String, String> headers(Map<String, List<String>> all) {
        Map<String, String> first = new TreeMap<>();
        all.forEach((name, values) -> first.put(name.toLowerCase(Locale.ROOT), values.get(0)));
        return first;
    }
}
