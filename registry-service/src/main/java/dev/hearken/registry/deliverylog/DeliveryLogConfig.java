package dev.hearken.registry.deliverylog;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the delivery log is written and how long it is kept. */
@ConfigMapping(prefix = "registry.delivery-log")
public interface DeliveryLogConfig {
    /** Consumer group of all registries on one database. */
    @WithDefault("hearken-registry-delivery-log")
    String group();

    /** Most records that are written in one transaction, 1 to 5000. */
    @WithDefault("1000")
    int batchSize();

    /** How long deliveries and attempts are kept, in whole days (UTC), at least one. */
    @WithDefault("P30D")
    Duration retention();

    /** Time between two looks for days that are to be made or dropped. */
    @WithDefault("PT1H")
    Duration maintenanceInterval();
}
