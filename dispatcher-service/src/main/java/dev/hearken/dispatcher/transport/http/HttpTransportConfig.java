package dev.hearken.dispatcher.transport.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How this instance speaks HTTP. */
@ConfigMapping(prefix = "dispatcher.http")
public interface HttpTransportConfig {
    /** Event loops that send, each with a client of its own; 0 = one per processor. */
    @WithDefault("0")
    int loops();

    /** Connections to one address and host name per event loop. */
    @WithDefault("64")
    int connectionsPerHost();

    /** Time for a TCP connection; the attempt's own deadline applies besides. */
    @WithDefault("PT3S")
    Duration connectTimeout();

    /** An idle connection is closed after this long. */
    @WithDefault("PT30S")
    Duration keepAlive();
}
