package dev.hearken.registry.deliverylog;

import dev.hearken.model.TenantId;
import dev.hearken.model.delivery.DeliveryId;
import dev.hearken.model.delivery.DeliveryStatus;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** How the latest runs of deliveries stand, for other features. */
@Singleton
public class LatestRuns {
    private static final String LATEST = "select distinct on (id) id, status from delivery";

    private final LogQueries queries;

    LatestRuns(LogQueries queries) {
        this.queries = queries;
    }

    private record Row(DeliveryId id, DeliveryStatus status) {}

    /**
     * How these deliveries stand; those that the log does not know are left out.
     *
     * @param since runs that began earlier are not looked for
     * @throws RuntimeException if the database does not answer, caused by its {@link java.sql.SQLException}
     */
    public Map<DeliveryId, DeliveryStatus> of(TenantId tenant, Collection<DeliveryId> ids, Instant since) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        // One text: a statement of the same form, however many there are.
        String joined = ids.stream().map(DeliveryId::value).distinct().collect(Collectors.joining(","));
        Conditions where = new Conditions("id = any(string_to_array(?, ','))", joined)
                .and("tenant = ?", tenant.value())
                .and("created_at >= ?", since);
        return queries
                .list(
                        LATEST + where.sql() + " order by id, created_at desc",
                        where,
                        row -> new Row(
                                new DeliveryId(row.getString(1)),
                                DeliveryStatus.parse(row.getString(2)).orElse(DeliveryStatus.WAITING)))
                .stream()
                .collect(Collectors.toMap(Row::id, Row::status));
    }
}
