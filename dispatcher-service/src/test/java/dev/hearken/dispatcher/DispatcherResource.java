package dev.hearken.dispatcher;

import dev.hearken.test.BackendsResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/** A dispatcher on the shared backends that may call this machine and whose circuit breakers are soon half open. */
public final class DispatcherResource implements QuarkusTestResourceLifecycleManager {
    private final BackendsResource backends = new BackendsResource();

    @Override
    public Map<String, String> start() {
        Map<String, String> config = new HashMap<>(backends.start());
        config.put("dispatcher.secret.key-ring", "test:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=");
        config.put("dispatcher.egress.allow", "127.0.0.0/8");
        config.put("dispatcher.breaker.shortest-open", "PT2S");
        config.put("dispatcher.platform.instance", "d-test");
        config.put("quarkus.management.test-port", "0");
        return config;
    }

    @Override
    public void stop() {
        backends.stop();
    }
}
