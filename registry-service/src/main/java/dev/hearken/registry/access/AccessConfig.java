package dev.hearken.registry.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Who may use the API. */
@ConfigMapping(prefix = "registry.access")
public interface AccessConfig {
    /**
     * An API key with the role {@code admin} in the tenant {@code default}, {@code hk_<id>_<secret>}: the id 4 to 32
     * letters and digits, the secret 32 to 128 letters, digits, {@code -} and {@code _}. It is made valid at each
     * start; a bootstrap key of an earlier start that is no longer configured becomes invalid. Absent: only the keys in
     * the database count.
     */
    Optional<String> bootstrapKey();

    /**
     * How long an instance trusts a key that it has looked up, so also how long a revoked key may still work. At most
     * 30 seconds; zero looks up each time.
     */
    @WithDefault("PT15S")
    Duration cacheTtl();

    /**
     * After so many failed logins from one address within the window, only those are looked at whose key or subject was
     * right from there before, and each further failure is answered with 429; so it is after as many in the name of one
     * key or subject, which nobody is refused for unseen. 0 = any number.
     */
    @WithDefault("60")
    int maxFailures();

    /** For how long failed logins count, from the first of them on. */
    @WithDefault("PT1M")
    Duration failureWindow();
}
