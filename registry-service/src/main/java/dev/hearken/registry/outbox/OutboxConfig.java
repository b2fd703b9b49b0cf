package dev.hearken.registry.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How changes reach the catalog topic. */
@ConfigMapping(prefix = "registry.outbox")
public interface OutboxConfig {
    /**
     * Longest time until the active relay sees a change that another instance made. A change of its own instance wakes
     * it at once.
     */
    @WithDefault("PT0.25S")
    Duration pollInterval();

    /** Most objects that are published in one Kafka transaction, 1 to 1000. */
    @WithDefault("100")
    int batchSize();

    /**
     * Time between two comparisons of the catalog topic with the database; there is one at each start of a relay too.
     */
    @WithDefault("PT5M")
    Duration reconcileEvery();

    /**
     * Whether such a comparison may remove 50 or more objects at once that the database does not have, if they are more
     * than a fifth of what the topic shows. Otherwise they stay and the log raises the alarm: most likely it is the
     * wrong database, or an old one.
     */
    @WithDefault("false")
    boolean allowMassRemoval();

    /** Longest wait between two tries while Kafka or PostgreSQL is away; the first waits are shorter. */
    @WithDefault("PT5S")
    Duration maxRetryDelay();

    /** Longest time until an instance that stands by takes over from one that died. */
    @WithDefault("PT1S")
    Duration standbyInterval();

    /**
     * Kafka's name for the active relay. A new relay with the same name locks out an older one that does not know yet
     * that it was replaced, so it must be the same for all instances on one database and differ between databases.
     */
    @WithDefault("hearken-registry-relay")
    String transactionalId();
}
