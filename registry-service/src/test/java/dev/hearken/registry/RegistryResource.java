package dev.hearken.registry;

import dev.hearken.test.BackendsResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/** A registry on the shared backends, with a database of its own, a key ring and a bootstrap key. */
public final class RegistryResource implements QuarkusTestResourceLifecycleManager {
    /** The key of before, which nothing is encrypted with any more. */
    public static final String OLD_KEY = "old:ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA=";

    public static final String KEY_RING = "test:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=," + OLD_KEY;

    private final BackendsResource backends = new BackendsResource();

    @Override
    public Map<String, String> start() {
        Map<String, String> config = new HashMap<>(backends.start());
        config.put("registry.secret.key-ring", KEY_RING);
        config.put("registry.access.bootstrap-key", Keys.ADMIN);
        config.put("quarkus.http.test-port", "0");
        config.put("quarkus.management.test-port", "0");
        return config;
    }

    @Override
    public void stop() {
        backends.stop();
    }
}
