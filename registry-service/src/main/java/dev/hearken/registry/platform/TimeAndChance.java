package dev.hearken.registry.platform;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;

/** The only places where the system's clock and randomness enter. */
final class TimeAndChance {
    private TimeAndChance() {}

    @Produces
    @Singleton
    static Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    static SecureRandom random() {
        return new SecureRandom();
    }
}
