package dev.hearken.registry;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** Limits that a test reaches. */
public final class NarrowLimits implements QuarkusTestProfile {
    /** Connections at a time. */
    public static final int CONNECTIONS = 40;

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "registry.quota.listeners",
                "5",
                "registry.quota.events-per-second",
                "1",
                "quarkus.http.limits.max-connections",
                Integer.toString(CONNECTIONS),
                "quarkus.http.idle-timeout",
                "3S",
                "quarkus.http.read-timeout",
                "3S");
    }
}
