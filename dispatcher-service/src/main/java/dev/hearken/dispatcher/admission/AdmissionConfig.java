package dev.hearken.dispatcher.admission;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How much of this instance one listener may take. */
@ConfigMapping(prefix = "dispatcher.admission")
public interface AdmissionConfig {
    /** Requests of one listener that may be under way at once. */
    @WithDefault("16")
    int slotsPerListener();

    /** Deliveries of one listener that may wait for a slot however long the first of them has waited. */
    @WithDefault("128")
    int shortLine();

    /**
     * A line longer than the short one is full when its head has waited for this long. A line from which nobody was
     * admitted for this long is turned away whole, and new deliveries with it, until a slot is free again.
     */
    @WithDefault("PT2S")
    Duration patience();
}
