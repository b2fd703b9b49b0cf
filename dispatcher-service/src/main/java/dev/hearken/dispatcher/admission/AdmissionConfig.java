package dev.hearken.dispatcher.admission;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How much of this instance one listener or one host may take. A listener's own bound is its {@code maxInFlight}. */
@ConfigMapping(prefix = "dispatcher.admission")
public interface AdmissionConfig {
    /** A delivery waits no longer than this for a slot; it then leaves through a retry topic. */
    @WithDefault("PT2S")
    Duration patience();

    /** Requests to one host and port that may be under way at once, of all listeners together. */
    @WithDefault("64")
    int slotsPerHost();

    /** Requests of this instance that may be under way at once. A listener takes at most as many as are left free. */
    @WithDefault("1024")
    int slotsPerInstance();

    /**
     * Bytes of bodies that wait for a slot or are under way, with 1 KiB more for each. A listener takes at most as many
     * as are left free.
     */
    @WithDefault("64M")
    MemorySize bytesPerInstance();
}
