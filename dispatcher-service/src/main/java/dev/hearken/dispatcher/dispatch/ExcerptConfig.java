package dev.hearken.dispatcher.dispatch;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much of requests the delivery log keeps. */
@ConfigMapping(prefix = "dispatcher.excerpt")
public interface ExcerptConfig {
    /** Most bytes of a request's body, at most 16 KiB; 0 keeps nothing of requests, neither url nor headers. */
    @WithDefault("4K")
    MemorySize request();
}
