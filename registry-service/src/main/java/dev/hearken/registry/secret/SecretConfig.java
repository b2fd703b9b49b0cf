package dev.hearken.registry.secret;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How secrets are kept. */
@ConfigMapping(prefix = "registry.secret")
public interface SecretConfig {
    /**
     * The keys that secrets are encrypted with, {@code <id>:<base64 of 32 bytes>[,<id>:<base64>]…}. The first one
     * encrypts, all of them decrypt. Required; the dispatchers need the same keys.
     */
    String keyRing();

    /** How often secrets under other keys than the first are looked for and encrypted anew. */
    @WithDefault("PT10M")
    Duration rotationInterval();
}
