package dev.hearken.registry.deliverylog;

import dev.hearken.model.TenantId;
import dev.hearken.model.delivery.DeliveryStatus;
import dev.hearken.model.listener.ListenerId;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;

/** Reads {@code attempt_count}, and counts deliveries that are not delivered; the tenant is in every query. */
@Singleton
class AttemptCountRepository {
    private final LogQueries queries;

    AttemptCountRepository(LogQueries queries) {
        this.queries = queries;
    }

    /** Attempts with this outcome and a duration in this bucket. */
    record Count(String outcome, int bucket, long attempts) {}

    /**
     * The attempts of the hours that begin in this time.
     *
     * @throws LogUnavailableException if the database does not answer
     */
    List<Count> attempts(TenantId tenant, ListenerId listener, Instant since, Instant until) {
        Conditions where = new Conditions("tenant = ?", tenant.value())
                .and("listener_id = ?", listener.value())
                .and("hour >= ?", since)
                .and("hour < ?", until);
        return queries.list(
                "select outcome, bucket, sum(attempts)::bigint from attempt_count" + where.sql()
                        + " group by outcome, bucket",
                where,
                row -> new Count(row.getString(1), row.getInt(2), row.getLong(3)));
    }

    /**
     * How many deliveries stand so now, counted up to a limit.
     *
     * @param status not {@link DeliveryStatus#DELIVERED}, of which there are too many
     * @throws LogUnavailableException if the database does not answer
     */
    long deliveries(TenantId tenant, ListenerId listener, DeliveryStatus status, int limit) {
        Conditions where = new Conditions("tenant = ?", tenant.value())
                .and("listener_id = ?", listener.value())
                .and("status = '" + status.wireName() + "'");
        return queries.list(
                        "select count(*) from (select 1 from delivery" + where.sql() + " limit " + limit + ") found",
                        where,
                        row -> row.getLong(1))
                .get(0);
    }
}
