package dev.hearken.registry.listener;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How the registry hears from the dispatchers how listeners fare. */
@ConfigMapping(prefix = "registry.listener-state")
public interface ListenerStateConfig {
    /** Consumer group of all registries on one database. */
    @WithDefault("hearken-registry-listener-state")
    String group();
}
