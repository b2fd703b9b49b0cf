package dev.hearken.dispatcher.admission;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When failures are blamed on this instance's own network or name server, and use up no attempts. */
@ConfigMapping(prefix = "dispatcher.egress-guard")
public interface EgressGuardConfig {
    /** At least this many different hosts must be out of reach; 0 switches the guard off. */
    @WithDefault("5")
    int minHosts();

    /** At least this share of the hosts that were tried must be out of reach. */
    @WithDefault("0.9")
    double failingShare();

    /** Hosts count that were tried within this time. */
    @WithDefault("PT30S")
    Duration window();
}
