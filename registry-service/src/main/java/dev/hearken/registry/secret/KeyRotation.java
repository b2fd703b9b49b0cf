package dev.hearken.registry.secret;

import dev.hearken.secret.EncryptedSecret;
import dev.hearken.secret.KeyRing;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Moves stored secrets to the ring's primary key, at the start and then regularly, while everything else goes on. The
 * start fails if the ring lacks a key that a stored secret needs: better no registry than a half-blind one.
 */
@Singleton
class KeyRotation {
    private static final Logger LOG = Logger.getLogger(KeyRotation.class);
    private static final int BATCH = 100;

    private final KeyRing keys;
    private final List<StoredSecrets> stores;
    private final SecretConfig config;
    private final AtomicLong underOtherKeys = new AtomicLong();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "key-rotation");

    KeyRotation(KeyRing keys, @All List<StoredSecrets> stores, SecretConfig config, MeterRegistry meters) {
        this.keys = keys;
        this.stores = stores;
        this.config = config;
        meters.gauge("hearken.secrets.under.other.keys", underOtherKeys);
    }

    void start(@Observes StartupEvent start) {
        List<EncryptedSecret> lost = QuarkusTransaction.requiringNew()
                .call(() -> stores.stream()
                        .flatMap(store -> store.onePerKey().stream())
                        .filter(secret -> !keys.holdsKeyOf(secret))
                        .toList());
        if (!lost.isEmpty()) {
            throw new IllegalStateException(
                    "registry.secret.key-ring lacks keys that stored secrets were encrypted with: " + lost
                            + ". Put them back behind the new key");
        }
        if (!QuarkusTransaction.requiringNew().call(() -> stores.stream().allMatch(StoredSecrets::opensSome))) {
            throw new IllegalStateException(
                    "registry.secret.key-ring opens none of the stored secrets although it names"
                            + " their keys: a key has other bytes than it had");
        }
        thread.setDaemon(true);
        thread.start();
    }

    void stop(@Observes ShutdownEvent stop) throws InterruptedException {
        stopped.countDown();
        thread.join(2_000);
    }

    private void run() {
        try {
            do {
                rotateSafely();
            } while (!stopped.await(config.rotationInterval().toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void rotateSafely() {
        try {
            rotate();
        } catch (RuntimeException e) {
            LOG.warnf(
                    e, "secrets could not be moved to the primary key; trying again in %s", config.rotationInterval());
        }
    }

    /** Moves all that can be moved now; how many that were. */
    int rotate() {
        String prefix = keys.primaryPrefix();
        int moved = 0;
        for (StoredSecrets store : stores) {
            int batch;
            do {
                batch = QuarkusTransaction.requiringNew().call(() -> store.encryptAnew(prefix, BATCH));
                moved += batch;
            } while (batch == BATCH && stopped.getCount() > 0);
        }
        underOtherKeys.set(QuarkusTransaction.requiringNew()
                .call(() -> stores.stream()
                        .mapToLong(store -> store.countUnlike(prefix))
                        .sum()));
        if (moved > 0) {
            LOG.infof("%d secrets were encrypted anew under the primary key", moved);
        }
        return moved;
    }
}
