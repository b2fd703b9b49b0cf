package dev.hearken.registry.replay;

import dev.hearken.registry.deliverylog.LatestRuns;
import dev.hearken.registry.listener.ListenerLookup;
import dev.hearken.registry.redelivery.RedeliveryPublisher;
import jakarta.inject.Singleton;
import java.time.Clock;

/** What every run of every replay uses. */
@Singleton
record ReplayParts(
        EventTopicsConsumer topics,
        ListenerLookup listeners,
        LatestRuns runs,
        RedeliveryPublisher publisher,
        ReplayLeases leases,
        ReplayMetrics metrics,
        Clock clock) {}
