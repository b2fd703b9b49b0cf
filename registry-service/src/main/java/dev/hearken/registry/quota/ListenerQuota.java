package dev.hearken.registry.quota;

import dev.hearken.model.TenantId;
import dev.hearken.registry.problem.Problem;
import dev.hearken.registry.problem.ProblemException;
import dev.hearken.registry.problem.ProblemType;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;

/** How many listeners a tenant may have. */
@Singleton
public class ListenerQuota {
    /** Room comes when somebody removes a listener. */
    private static final String RETRY_AFTER_SECONDS = "60";

    private final int most;
    private final EntityManager database;
    private final Counter refusals;

    ListenerQuota(QuotaConfig config, EntityManager database, MeterRegistry meters) {
        this.most = config.listeners();
        this.database = database;
        this.refusals = refusals(meters, "listeners");
    }

    static Counter refusals(MeterRegistry meters, String quota) {
        return Counter.builder("hearken.quota.refusals")
                .description("Requests that were refused because of a quota")
                .tag("quota", quota)
                .register(meters);
    }

    /**
     * Makes sure that the tenant may have one listener more; other creations of the tenant wait until the transaction
     * ends.
     *
     * @throws ProblemException {@link ProblemType#QUOTA_EXCEEDED} if it has as many as it may have
     */
    public void requireRoom(TenantId tenant) {
        if (most == 0) {
            return;
        }
        database.createNativeQuery("select 1 from (select pg_advisory_xact_lock(hashtextextended(:key, 0))) as locked")
                .setParameter("key", "listener-quota/" + tenant.value())
                .getSingleResult();
        Number count = (Number) database.createNativeQuery("select count(*) from listener where tenant = :tenant")
                .setParameter("tenant", tenant.value())
                .getSingleResult();
        if (count.longValue() >= most) {
            refusals.increment();
            throw new ProblemException(
                    Problem.of(ProblemType.QUOTA_EXCEEDED, "The tenant may have " + most + " listeners")
                            .withHeader("Retry-After", RETRY_AFTER_SECONDS));
        }
    }
}
