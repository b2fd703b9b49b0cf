package dev.hearken.registry.quota;

import dev.hearken.model.TenantId;
import dev.hearken.registry.problem.Problem;
import dev.hearken.registry.problem.ProblemException;
import dev.hearken.registry.problem.ProblemType;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;

/** How many replays of a tenant may be under way at once. */
@Singleton
public class ReplayQuota {
    /** Room comes when one ends or is stopped. */
    private static final String RETRY_AFTER_SECONDS = "60";

    private final int most;
    private final EntityManager database;
    private final Counter refusals;

    ReplayQuota(QuotaConfig config, EntityManager database, MeterRegistry meters) {
        this.most = config.replays();
        this.database = database;
        this.refusals = ListenerQuota.refusals(meters, "replays");
    }

    /**
     * Makes sure that the tenant may begin one replay more; others of the tenant wait until the transaction ends.
     *
     * @throws ProblemException {@link ProblemType#QUOTA_EXCEEDED} if it has as many under way as it may have
     */
    public void requireRoom(TenantId tenant) {
        if (most == 0) {
            return;
        }
        database.createNativeQuery("select 1 from (select pg_advisory_xact_lock(hashtextextended(:key, 0))) as locked")
                .setParameter("key", "replay-quota/" + tenant.value())
                .getSingleResult();
        Number count = (Number) database.createNativeQuery(
                        "select count(*) from replay where tenant = :tenant and state in ('queued', 'running')")
                .setParameter("tenant", tenant.value())
                .getSingleResult();
        if (count.longValue() >= most) {
            refusals.increment();
            throw new ProblemException(
                    Problem.of(ProblemType.QUOTA_EXCEEDED, "The tenant may have " + most + " replays under way at once")
                            .withHeader("Retry-After", RETRY_AFTER_SECONDS));
        }
    }
}
