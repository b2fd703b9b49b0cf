package dev.hearken.system.faults;

import dev.hearken.system.Arrival;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;

/**
 * A receiver of callbacks that behaves by path, as well or as badly as a test wants, on bare sockets so that it can
 * also break HTTP. It notes every request that it has read to the end, when it has been answered or given up.
 */
final class Endpoint implements AutoCloseable {
    private final ServerSocket server;
    private final String scheme;
    private final Map<String, Behaviour> behaviours = new ConcurrentHashMap<>();
    private final Queue<Arrival> arrivals = new ConcurrentLinkedQueue<>();
    private final AtomicInteger successes = new AtomicInteger();
    private final AtomicLong connections = new AtomicLong();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger mostOpen = new AtomicInteger();
    private volatile boolean closed;

    private Endpoint(ServerSocket server, String scheme) {
        this.server = server;
        this.scheme = scheme;
        start(this::accept);
    }

    /** Speaks plain HTTP. */
    static Endpoint plain() throws IOException {
        return on("127.0.0.1", 0);
    }

    /** Speaks plain HTTP on this address; port 0 for any. */
    static Endpoint on(String address, int port) throws IOException {
        return new Endpoint(new ServerSocket(port, 1000, InetAddress.getByName(address)), "http");
    }

    /** Speaks HTTPS with this identity. */
    static Endpoint tls(SSLContext identity) throws IOException {
        return new Endpoint(
                identity.getServerSocketFactory().createServerSocket(0, 1000, InetAddress.getLoopbackAddress()),
                "https");
    }

    /** From now on, for every path that begins like this; the longest that fits decides, and else it is 200. */
    Endpoint on(String path, Behaviour behaviour) {
        behaviours.put(path, behaviour);
        return this;
    }

    int port() {
        return server.getLocalPort();
    }

    String url(String path) {
        return url("127.0.0.1", path);
    }

    /** By this host name, which the lab's hosts file must know. */
    String url(String host, String path) {
        return scheme + "://" + host + ":" + port() + path;
    }

    List<Arrival> arrivals() {
        return List.copyOf(arrivals);
    }

    /** Requests answered with 2xx, cheap to ask often. */
    int successes() {
        return successes.get();
    }

    /** Connections taken so far, also those on which nothing was asked. */
    long connections() {
        return connections.get();
    }

    /** Most connections that were open at once. */
    int mostOpen() {
        return mostOpen.get();
    }

    private void accept() {
        while (!closed) {
            try {
                Socket socket = server.accept();
                connections.incrementAndGet();
                open.add(socket);
                mostOpen.accumulateAndGet(open.size(), Math::max);
                start(() -> serve(socket));
            } catch (IOException e) {
                if (!closed) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (Exchange next = read(socket, in); next != null; next = read(socket, in)) {
                answer(next);
            }
        } catch (IOException e) {
            // The client has gone: what was answered is noted.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(socket);
        }
    }

    private void answer(Exchange exchange) throws IOException, InterruptedException {
        Instant at = Instant.now();
        int answered = 0;
        try {
            answered = behaviour(exchange.path()).answer(exchange);
        } finally {
            Arrival arrival = new Arrival(at, exchange.path(), exchange.headers(), exchange.body(), answered);
            arrivals.add(arrival);
            if (arrival.isSuccess()) {
                successes.incrementAndGet();
            }
        }
    }

    private Behaviour behaviour(String path) {
        return behaviours.entrySet().stream()
                .filter(entry -> path.startsWith(entry.getKey()))
                .max(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .orElse(Behaviour.OK);
    }

    /** The next request, null at the end of the connection or of what is HTTP. */
    private static Exchange read(Socket socket, InputStream in) throws IOException {
        String start = line(in);
        if (start == null || !start.endsWith(" HTTP/1.1")) {
            return null;
        }
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = line(in); line != null && !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.computeIfAbsent(line.substring(0, colon), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).trim());
        }
        int length = Integer.parseInt(
                headers.getOrDefault("Content-Length", List.of("0")).get(0));
        String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        return new Exchange(socket, start.split(" ")[1], HttpHeaders.of(headers, (name, value) -> true), body);
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                return null;
            }
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "endpoint");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        closed = true;
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
