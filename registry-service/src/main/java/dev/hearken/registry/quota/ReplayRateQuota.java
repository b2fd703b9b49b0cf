package dev.hearken.registry.quota;

import dev.hearken.model.TenantId;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;

/**
 * How many deliveries per second the replays of a tenant may hand over together, in all instances: each of those that
 * are being worked on gets an equal part.
 */
@Singleton
public class ReplayRateQuota {
    private final int perSecond;
    private final EntityManager database;

    ReplayRateQuota(QuotaConfig config, EntityManager database) {
        this.perSecond = config.replayRate();
        this.database = database;
    }

    /** The highest rate that a replay may have if it could otherwise have this one. */
    public int limit(int rate) {
        return perSecond == 0 ? rate : Math.min(rate, perSecond);
    }

    /**
     * How many deliveries per second each of the tenant's replays may hand over now, above 0; infinite without a quota.
     * Dry runs hand over none and count for nothing. Needs a transaction that sees the leases of all of them.
     */
    public double part(TenantId tenant) {
        if (perSecond == 0) {
            return Double.POSITIVE_INFINITY;
        }
        Number atWork = (Number) database.createNativeQuery("""
                        select count(*) from replay
                        where tenant = :tenant and state = 'running' and not dry_run
                          and lease_owner is not null and lease_until > now()
                        """)
                .setParameter("tenant", tenant.value())
                .getSingleResult();
        return perSecond / (double) Math.max(1, atWork.longValue());
    }
}
