package dev.hearken.local.backends;

import java.io.IOException;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;

/** Stops whatever has been started so far, once, both parts at the same time; then removes a temporary directory. */
final class Shutdown {
    private final BackendsOptions options;
    private volatile @Nullable KafkaBroker broker;
    private volatile @Nullable PostgresServer postgres;
    private volatile boolean begun;

    Shutdown(BackendsOptions options) {
        this.options = options;
    }

    void includes(KafkaBroker started) {
        broker = started;
    }

    void includes(PostgresServer started) {
        postgres = started;
    }

    boolean hasBegun() {
        return begun;
    }

    void run() {
        begun = true;
        Thread alongside = new Thread(this::stopPostgres, "shutdown-postgres");
        alongside.start();
        KafkaBroker kafka = broker;
        if (kafka != null) {
            kafka.stop();
        }
        try {
            alongside.join();
            Files.deleteIfExists(options.readyFile());
            if (options.temporary()) {
                Directories.remove(options.directory());
            }
        } catch (IOException e) {
            System.err.println("Not everything could be removed: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns the name of the part that ended first. */
    String awaitFirstDeath() throws InterruptedException {
        Deaths deaths = new Deaths();
        KafkaBroker kafka = broker;
        if (kafka != null) {
            deaths.watch("Kafka", kafka::awaitEnd);
        }
        PostgresServer server = postgres;
        if (server != null) {
            deaths.watch("PostgreSQL", server::awaitEnd);
        }
        return deaths.first();
    }

    private void stopPostgres() {
        PostgresServer server = postgres;
        if (server != null) {
            server.stop();
        }
    }
}
