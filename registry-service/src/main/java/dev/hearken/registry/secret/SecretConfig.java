package dev.hearken.registry.secret;

import io.smallrye.config.ConfigMapping;

/** How secrets are kept. */
@ConfigMapping(prefix = "registry.secret")
public interface SecretConfig {
    /**
     * The keys that secrets are encrypted with, {@code <id>:<base64 of 32 bytes>[,<id>:<base64>]…}. The first one
     * encrypts, all of them decrypt. Required; the dispatchers need the same keys.
     */
    String keyRing();
}
