package dev.hearken.registry.quota;

import dev.hearken.model.TenantId;
import dev.hearken.registry.problem.Problem;
import dev.hearken.registry.problem.ProblemException;
import dev.hearken.registry.problem.ProblemType;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** A token bucket per tenant, in this instance. Holds at most {@value #MAX_TENANTS} of them, the latest used. */
@Singleton
public class EventQuota {
    private static final int MAX_TENANTS = 10_000;
    private static final float LOAD_FACTOR = 0.75f;
    private static final double NANOS = 1e9;

    private final int perSecond;
    private final Clock clock;
    private final Counter refusals;
    private final Map<TenantId, Bucket> buckets = new LinkedHashMap<>(16, LOAD_FACTOR, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<TenantId, Bucket> eldest) {
            return size() > MAX_TENANTS;
        }
    };

    /**
     * @param tokens events that may be sent; below zero, how many were sent too many
     * @param at when that was so
     */
    private record Bucket(double tokens, Instant at) {}

    EventQuota(QuotaConfig config, Clock clock, MeterRegistry meters) {
        this.perSecond = config.eventsPerSecond();
        this.clock = clock;
        this.refusals = ListenerQuota.refusals(meters, "events");
    }

    /**
     * Makes sure that the tenant may send.
     *
     * @throws ProblemException {@link ProblemType#QUOTA_EXCEEDED} if it has to wait
     */
    public void admit(TenantId tenant) {
        double tokens = perSecond == 0 ? 1 : bucket(tenant, 0).tokens();
        if (tokens <= 0) {
            refusals.increment();
            long seconds = Math.max(1, (long) Math.ceil(-tokens / perSecond));
            throw new ProblemException(
                    Problem.of(ProblemType.QUOTA_EXCEEDED, "The tenant may send " + perSecond + " events per second")
                            .withHeader("Retry-After", Long.toString(seconds)));
        }
    }

    /** The tenant has sent so many. */
    public void spend(TenantId tenant, int events) {
        if (perSecond > 0) {
            bucket(tenant, events);
        }
    }

    private synchronized Bucket bucket(TenantId tenant, int spent) {
        Instant now = clock.instant();
        Bucket before = buckets.getOrDefault(tenant, new Bucket(perSecond, now));
        double earned = Math.max(0, Duration.between(before.at(), now).toNanos() / NANOS * perSecond);
        Bucket after = new Bucket(Math.min(perSecond, before.tokens() + earned) - spent, now);
        buckets.put(tenant, after);
        return after;
    }
}
