package dev.hearken.system.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A TCP link that can be broken while it is in use.
 *
 * <pre>
 *   pass ── cut ───────▶ connections are reset, new ones are refused at once
 *        ── blackHole ─▶ connections stay and are accepted, no byte goes either way (or one way); nothing is lost
 *        ── swallow ───▶ connections stay and are accepted, and what comes is taken and lost
 *        ── slow ──────▶ each chunk waits
 * </pre>
 */
final class FaultProxy implements AutoCloseable {
    private static final int CHUNK = 16 * 1024;

    private final ServerSocket server;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicLong accepted = new AtomicLong();
    private final Object change = new Object();
    private State state = State.PASS;
    private volatile boolean closed;

    private record State(boolean cut, boolean swallows, boolean upStops, boolean downStops, Duration latency) {
        private static final State PASS = new State(false, false, false, false, Duration.ZERO);
    }

    /** A link to this port on the loopback, which need not be open yet. */
    FaultProxy(int target) throws IOException {
        this.target = target;
        this.server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        start("proxy-" + target, this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Connections taken so far. */
    long accepted() {
        return accepted.get();
    }

    /** As if it were not there. */
    void pass() {
        become(State.PASS);
    }

    /** Nothing gets through and nobody is told. */
    void blackHole() {
        become(new State(false, false, true, true, Duration.ZERO));
    }

    /** What comes is taken and lost, and nobody is told. */
    void swallow() {
        become(new State(false, true, false, false, Duration.ZERO));
    }

    /** Requests get through, answers do not. */
    void dropAnswers() {
        become(new State(false, false, false, true, Duration.ZERO));
    }

    /** Each chunk of up to 16 KiB takes this much longer, each way. */
    void slow(Duration latency) {
        become(new State(false, false, false, false, latency));
    }

    /** Connections are reset, and so is whoever connects. */
    void cut() {
        become(new State(true, false, true, true, Duration.ZERO));
        sockets.forEach(FaultProxy::reset);
    }

    private void become(State next) {
        synchronized (change) {
            state = next;
            change.notifyAll();
        }
    }

    private State state() {
        synchronized (change) {
            return state;
        }
    }

    private void accept() {
        while (!closed) {
            try {
                Socket client = server.accept();
                accepted.incrementAndGet();
                sockets.add(client);
                start("proxy-" + target, () -> join(client));
            } catch (IOException e) {
                if (!closed) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    private void join(Socket client) {
        Socket upstream = new Socket();
        sockets.add(upstream);
        try {
            awaitOpen(true);
            if (state().cut()) {
                throw new IOException("cut");
            }
            upstream.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target), 2000);
            client.setTcpNoDelay(true);
            upstream.setTcpNoDelay(true);
            start("proxy-down", () -> pump(upstream, client, false));
            pump(client, upstream, true);
        } catch (IOException e) {
            part(client, upstream);
        }
    }

    private void pump(Socket from, Socket to, boolean up) {
        byte[] chunk = new byte[CHUNK];
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                awaitOpen(up);
                if (!state().swallows()) {
                    out.write(chunk, 0, read);
                }
            }
        } catch (IOException e) {
            // One side has gone; the other is told.
        } finally {
            part(from, to);
        }
    }

    private void awaitOpen(boolean up) throws IOException {
        try {
            synchronized (change) {
                while (!state.cut() && (up ? state.upStops() : state.downStops())) {
                    change.wait();
                }
            }
            Thread.sleep(state().latency().toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private void part(Socket one, Socket other) {
        reset(one);
        reset(other);
        sockets.remove(one);
        sockets.remove(other);
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // It is closed already.
        }
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        closed = true;
        try {
            server.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        cut();
    }
}
