package dev.hearken.dispatcher.platform;

import dev.hearken.secret.KeyRing;
import dev.hearken.secret.SecretCipher;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/** Provides time, randomness and keys, so that no feature reaches for them itself. */
@ApplicationScoped
class Sources {
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
        return new SecretCipher(KeyRing.parse(config.keyRing()), new SecureRandom());
    }
}
