package dev.hearken.local.stack.process;

import dev.hearken.local.backends.Backends;
import dev.hearken.local.backends.BackendsOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Kafka or PostgreSQL, each in a child JVM of its own.
 *
 * @param name {@code kafka} or {@code postgres}
 * @param pid of the broker or the postmaster
 * @param log where it prints
 * @param backends the running half
 */
public record BackendsChild(String name, long pid, Path log, Backends backends) implements Child {
    /**
     * Starts the broker and returns when it serves.
     *
     * @throws IOException if it does not start
     */
    public static BackendsChild kafka(BackendsOptions options) throws IOException {
        Backends backends = Backends.start(options.onlyKafka());
        return new BackendsChild("kafka", backends.pid(), options.log(), backends);
    }

    /**
     * Starts PostgreSQL and returns when it serves.
     *
     * @throws IOException if it does not start
     */
    public static BackendsChild postgres(BackendsOptions options) throws IOException {
        Backends backends = Backends.start(options.onlyPostgres());
        return new BackendsChild("postgres", backends.postgresPid(), options.log(), backends);
    }

    @Override
    public Map<String, Long> processes() {
        return pid == backends.pid() ? Map.of(name, pid) : Map.of(name, pid, name + "-keeper", backends.pid());
    }

    @Override
    public CompletableFuture<Integer> onExit() {
        return backends.onExit();
    }

    @Override
    public void stop() {
        backends.close();
    }
}
