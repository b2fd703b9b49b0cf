package dev.hearken.local.backends;

import java.io.IOException;
import java.net.BindException;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/**
 * Main class of the child JVM: the broker runs inside it, PostgreSQL beside it.
 *
 * <pre>
 *   lock ─▶ start both at once ─▶ write the ready file ─▶ wait ─▶ stop both, orderly
 *     └────────────┴─ anything fails ─▶ exit 1, or {@value #PORT_TAKEN}: nothing runs on by halves
 * </pre>
 *
 * It stops when its input ends (its parent closed it or died), at SIGTERM, and when a part dies.
 */
final class BackendsMain {
    /** Exit code when somebody else listens on a port that the broker wanted. */
    static final int PORT_TAKEN = 75;

    private final BackendsOptions options;
    private final Shutdown shutdown;

    private BackendsMain(BackendsOptions options) {
        this.options = options;
        this.shutdown = new Shutdown(options);
    }

    /** Takes the arguments that {@link BackendsOptions#toArguments} makes. */
    public static void main(String[] arguments) {
        try {
            new BackendsMain(BackendsOptions.parse(arguments)).run();
        } catch (Throwable failure) {
            failure.printStackTrace();
            // Kafka's threads would keep a JVM alive in which nothing serves.
            System.exit(isPortTaken(failure) ? PORT_TAKEN : 1);
        }
    }

    private void run() throws Exception {
        ParentWatch.begin();
        lock();
        Runtime.getRuntime().addShutdownHook(new Thread(shutdown::run, "shutdown"));
        Properties ready = new Properties();
        CompletableFuture<Void> postgres = CompletableFuture.runAsync(() -> startPostgres(ready));
        startKafka(ready);
        postgres.join();
        ReadyFile.write(options.readyFile(), ready);
        String dead = shutdown.awaitFirstDeath();
        if (!shutdown.hasBegun()) {
            throw new IllegalStateException(dead + " has ended by itself");
        }
    }

    /** Without this, a second start would take the first one's PostgreSQL for a leftover. Held until the JVM ends. */
    private void lock() throws IOException {
        for (String part : options.partNames()) {
            if (DirectoryLock.tryLock(options.directory().resolve(part + ".lock"))
                    .isEmpty()) {
                throw new IllegalStateException(options.directory() + " is in use by another " + part);
            }
        }
    }

    private void startKafka(Properties ready) throws Exception {
        if (options.kafka()) {
            int port = options.kafkaPort() == 0 ? FreePort.choose() : options.kafkaPort();
            KafkaBroker broker = KafkaBroker.in(options.directory().resolve("kafka"), port);
            shutdown.includes(broker);
            broker.start();
            synchronized (ready) {
                ready.setProperty(ReadyFile.BOOTSTRAP_SERVERS, "127.0.0.1:" + port);
            }
        }
    }

    private void startPostgres(Properties ready) {
        if (options.postgres()) {
            try {
                int port = options.postgresPort() == 0 ? FreePort.choose() : options.postgresPort();
                PostgresServer server = PostgresServer.in(options.directory(), options.log());
                shutdown.includes(server);
                server.start(port);
                synchronized (ready) {
                    ready.setProperty(ReadyFile.POSTGRES_PORT, Integer.toString(port));
                    ready.setProperty(ReadyFile.POSTGRES_PASSWORD, server.password());
                    ready.setProperty(ReadyFile.POSTGRES_PID, Long.toString(server.pid()));
                }
            } catch (Exception e) {
                throw new CompletionException(e);
            }
        }
    }

    private static boolean isPortTaken(Throwable failure) {
        return Stream.iterate(failure, t -> t != null, Throwable::getCause).anyMatch(BindException.class::isInstance);
    }
}
