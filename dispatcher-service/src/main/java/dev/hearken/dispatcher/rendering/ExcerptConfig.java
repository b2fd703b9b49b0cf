package dev.hearken.dispatcher.rendering;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much of requests and responses the delivery log keeps. */
@ConfigMapping(prefix = "dispatcher.excerpt")
public interface ExcerptConfig {
    /** Most bytes of a request's body, at most 16 KiB; 0 keeps nothing of requests, neither url nor headers. */
    @WithDefault("4K")
    MemorySize request();

    /** Most bytes of a response's body, at most 16 KiB; 0 keeps nothing of responses. */
    @WithDefault("4K")
    MemorySize response();
}
