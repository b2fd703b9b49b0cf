package dev.hearken.registry.access;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Makes the configured bootstrap key valid, and every earlier one invalid, at each start. */
@Singleton
final class BootstrapKey {
    private static final Logger LOG = Logger.getLogger(BootstrapKey.class);

    private final Optional<String> configured;
    private final ApiKeyRepository keys;
    private final Clock clock;

    BootstrapKey(AccessConfig config, ApiKeyRepository keys, Clock clock) {
        this.configured = config.bootstrapKey().filter(key -> !key.isBlank());
        this.keys = keys;
        this.clock = clock;
    }

    void install(@Observes StartupEvent start) {
        if (configured.isEmpty()) {
            keys.removeBootstrapKey();
            LOG.info("No bootstrap key is configured (registry.access.bootstrap-key): only keys in the database count");
            return;
        }
        ApiKeyToken token = token(configured.get());
        keys.replaceBootstrapKey(token, clock.instant());
        LOG.infof("The bootstrap key %s is valid: admin of the tenant 'default'", token);
    }

    static ApiKeyToken token(String text) {
        return ApiKeyToken.parse(text)
                .orElseThrow(() -> new IllegalStateException("registry.access.bootstrap-key has not the form"
                        + " hk_<id>_<secret>: id of 4 to 32 letters and digits, secret of 32 to 128 letters, digits,"
                        + " '-' and '_'"));
    }
}
