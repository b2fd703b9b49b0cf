package dev.hearken.dispatcher.cancellation;

import dev.hearken.model.TenantId;
import dev.hearken.model.delivery.Cancellation;
import dev.hearken.model.delivery.Delivery;
import dev.hearken.model.delivery.DeliveryId;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.logging.Logger;

/** The runs of deliveries that were called off within a fortnight, which is as long as a topic keeps what waits. */
@Singleton
public class Cancellations {
    private static final Logger LOG = Logger.getLogger(Cancellations.class);
    private static final Duration REMEMBERED = Duration.ofDays(14);

    private final InstantSource time;
    private final int most;
    private final Map<Run, Instant> calledOff = new LinkedHashMap<>();
    private volatile int size;

    private record Run(TenantId tenant, DeliveryId delivery, Instant began) {}

    @Inject
    Cancellations(CancellationConfig config, InstantSource time) {
        this(config.maxRemembered(), time);
    }

    /** Remembers at most so many. */
    Cancellations(int most, InstantSource time) {
        this.most = Math.max(1, most);
        this.time = time;
    }

    /** Whether this run of the delivery was called off. */
    public boolean contains(Delivery delivery) {
        // Nearly always there is nothing to look for.
        return size > 0 && isCalledOff(delivery);
    }

    private synchronized boolean isCalledOff(Delivery delivery) {
        Instant began = delivery.createdAt().truncatedTo(ChronoUnit.MICROS);
        Instant at = calledOff.get(new Run(delivery.tenant(), delivery.id(), began));
        return at != null && at.isAfter(oldest());
    }

    /** Takes one in. */
    synchronized void add(Cancellation cancellation) {
        if (cancellation.at().isAfter(oldest())) {
            calledOff.putIfAbsent(
                    new Run(cancellation.tenant(), cancellation.delivery(), cancellation.run()), cancellation.at());
        }
        makeRoom();
        size = calledOff.size();
    }

    /** They come in the order of their times, but for the clocks of several registries. */
    private void makeRoom() {
        Instant oldest = oldest();
        Iterator<Map.Entry<Run, Instant>> entries = calledOff.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<Run, Instant> entry = entries.next();
            boolean isOver = !entry.getValue().isAfter(oldest);
            if (!isOver && calledOff.size() <= most) {
                return;
            }
            if (!isOver) {
                LOG.warnf(
                        "more than %d cancellations: %s may be sent although it was called off",
                        most, entry.getKey().delivery());
            }
            entries.remove();
        }
    }

    private Instant oldest() {
        return time.instant().minus(REMEMBERED);
    }

    /** How many are remembered. */
    public int size() {
        return size;
    }
}
