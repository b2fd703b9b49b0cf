package dev.hearken.registry.outbox;

import dev.hearken.model.TenantId;
import dev.hearken.model.catalog.CatalogKey;
import dev.hearken.model.listener.ListenerId;
import dev.hearken.registry.RegistryResource;
import dev.hearken.test.TestBackends;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

@QuarkusTest
@WithTestResource(RegistryResource.class)
class RelayFencingTest {
    private static final CatalogKey KEY =
            CatalogKey.of(new TenantId("fencing"), new ListenerId("01JD9Z6Q0V3T8M2K4N6P8R0S2T"));

    private final Map<String, Object> kafka =
            Map.of("bootstrap.servers", TestBackends.shared().bootstrapServers());
    private final CatalogTopicReader topic =
            new CatalogTopicReader(TestBackends.shared().bootstrapServers());

    /** Not the one of the application under test, whose relay must not be locked out. */
    private final String transactionalId = "fencing-" + UUID.randomUUID();

    @Inject
    AgroalDataSource database;

    @Inject
    RelayLock lock;

    @Test
    void keepsAnOlderRelayFromWritingAnythingMore() {
        try (CatalogPublisher zombie = CatalogPublisher.open(kafka, transactionalId)) {
            // given
            zombie.publish(List.of(new CatalogPublisher.Entry(KEY, CatalogTopicReader.bytes("old"))));
            try (CatalogPublisher heir = CatalogPublisher.open(kafka, transactionalId)) {
                heir.publish(List.of(new CatalogPublisher.Entry(KEY, CatalogTopicReader.bytes("new"))));

                // when
                assertThatThrownBy(() -> zombie.publish(
                                List.of(new CatalogPublisher.Entry(KEY, CatalogTopicReader.bytes("older")))))
                        .isInstanceOf(CatalogUnavailableException.class);

                // then
                heir.publish(List.of(new CatalogPublisher.Entry(KEY, CatalogTopicReader.bytes("newest"))));
                assertThat(topic.values(KEY.toString()).toString())
                        .contains("old", "new", "newest")
                        .doesNotContain("older")
                        .endsWith("Optional[newest]]");
            }
        }
    }

    @Test
    void letsOneRelayBeActive() {
        // given
        awaitTaken();

        // then
        assertThat(lock.tryAcquire()).isEmpty();
    }

    @Test
    void noticesThatTheLockIsLostWithItsConnection() throws Exception {
        // given a lock of a space of its own, on a connection that the server ends
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            int pid;
            try (var result = statement.executeQuery(
                    "select pid from pg_locks where locktype = 'advisory' and classid = 1212498258 limit 1")) {
                pid = result.next() ? result.getInt(1) : 0;
            }

            // when
            statement.execute("select pg_terminate_backend(" + pid + ")");
        }

        // then the relay takes it again
        awaitTaken();
    }

    /** The application's own relay has the lock, sooner or later; what is tried here meanwhile is given back. */
    private void awaitTaken() {
        await().untilAsserted(() -> lock.tryAcquire().ifPresent(held -> {
            held.close();
            throw new AssertionError("the lock was free");
        }));
    }
}
