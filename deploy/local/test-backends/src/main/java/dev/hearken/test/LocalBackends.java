package dev.hearken.test;

import dev.hearken.local.backends.Backends;
import dev.hearken.local.backends.BackendsOptions;
import dev.hearken.local.backends.Versions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** Kafka and PostgreSQL as processes of this machine, in a temporary directory that they remove themselves. */
final class LocalBackends implements RunningBackends {
    private final Backends backends;

    private LocalBackends(Backends backends) {
        this.backends = backends;
    }

    static LocalBackends start() {
        try {
            Path directory = Files.createTempDirectory("hearken-test-");
            return new LocalBackends(
                    Backends.start(BackendsOptions.in(directory).removedAtStop()));
        } catch (IOException e) {
            throw new IllegalStateException("the local backends do not start", e);
        }
    }

    @Override
    public BackendsAddress address() {
        URI postgres = URI.create(backends.jdbcUrl().substring("jdbc:".length()));
        return new BackendsAddress(
                backends.bootstrapServers(),
                postgres.getAuthority(),
                backends.user(),
                backends.password(),
                "local processes (Kafka %s, PostgreSQL %s)".formatted(Versions.kafka(), Versions.postgres()));
    }

    @Override
    public void close() {
        backends.close();
    }
}
