package dev.hearken.dispatcher.platform;

import dev.hearken.secret.KeyRing;
import dev.hearken.secret.SecretCipher;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;

/** Provides time, randomness and keys, so that no feature reaches for them itself. */
@Singleton
class Sources {
    private static final Logger LOG = Logger.getLogger(Sources.class);

    @Produces
    @Singleton
    InstantSource time() {
        return Clock.systemUTC();
    }

    /** Not for secrets: jitter and trace ids. */
    @Produces
    @Singleton
    RandomGenerator random() {
        return () -> ThreadLocalRandom.current().nextLong();
    }

    @Produces
    @Singleton
    InstanceName instance(PlatformConfig config) {
        return new InstanceName(config.instance());
    }

    @Produces
    @Singleton
    SecretCipher cipher(SecretConfig config) {
        try {
            return new SecretCipher(KeyRing.parse(config.keyRing()), new SecureRandom());
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("dispatcher.secret.key-ring: " + e.getMessage(), e);
        }
    }

    /** Has the cipher made at the start, which a key ring that cannot be read ends. */
    void start(@Observes StartupEvent event, SecretCipher cipher) {
        LOG.debug("the key ring can be read");
    }
}
