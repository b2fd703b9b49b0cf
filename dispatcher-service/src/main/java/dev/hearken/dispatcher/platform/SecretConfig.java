package dev.hearken.dispatcher.platform;

import io.smallrye.config.ConfigMapping;

/** The keys that secrets in the catalog are encrypted with. */
@ConfigMapping(prefix = "dispatcher.secret")
public interface SecretConfig {
    /**
     * Key ring {@code <id>:<base64 of 32 bytes>[,<id>:<base64>]…}, the same as the registry's. The first key encrypts,
     * all decrypt. Required; there is no default.
     */
    String keyRing();
}
