package dev.hearken.test;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/**
 * Gives a Quarkus test the shared backends, with a new database for each start of the application.
 *
 * <pre>{@code @QuarkusTest @WithTestResource(BackendsResource.class)}</pre>
 *
 * Dev services are decided before any test resource runs, so {@code application.properties} must say
 * {@code %test.quarkus.devservices.enabled=false} as well.
 */
public final class BackendsResource implements QuarkusTestResourceLifecycleManager {
    /** Sets the addresses of Kafka and PostgreSQL, and that dev services are off. */
    @Override
    public Map<String, String> start() {
        TestBackends backends = TestBackends.shared();
        TestDatabase database = backends.newDatabase();
        return Map.of(
                "kafka.bootstrap.servers", backends.bootstrapServers(),
                "quarkus.datasource.jdbc.url", database.jdbcUrl(),
                "quarkus.datasource.username", database.user(),
                "quarkus.datasource.password", database.password(),
                "quarkus.devservices.enabled", "false");
    }

    /** Does nothing: the backends serve the next test. */
    @Override
    public void stop() {}
}
