package dev.hearken.registry.deliverylog;

import dev.hearken.model.TenantId;
import dev.hearken.model.delivery.DeliveryId;
import dev.hearken.model.delivery.DeliveryStatus;
import dev.hearken.model.delivery.Redelivery;
import dev.hearken.model.delivery.SourcePosition;
import dev.hearken.registry.paging.PageRequest;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code delivery} and {@code attempt}; the tenant is in every query. */
@Singleton
class DeliveryRepository {
    private static final String DELIVERIES = """
            select id, created_at, listener_id, event_id, event_type, workflow, execution_id, task, source_topic,
                   source_partition, source_offset, status, attempts, reason, detail, http_status, last_attempt_at, due,
                   as_of
            from delivery""";
    private static final String ATTEMPTS = """
            select number, started_at, run, duration_ms, instance, outcome, http_status, detail, listener_revision,
                   exchange
            from attempt""";

    private final LogQueries queries;

    DeliveryRepository(LogQueries queries) {
        this.queries = queries;
    }

    /** Where a page ended. */
    record Place(Instant createdAt, String id) {
        /** The literal form {@code <microseconds since 1970>.<delivery id>}. */
        static String textOf(LoggedDelivery delivery) {
            return ChronoUnit.MICROS.between(Instant.EPOCH, delivery.createdAt()) + "." + delivery.id();
        }

        /** Reads what {@link #textOf} wrote, which the cursor's signature vouches for. */
        static Place parse(String text) {
            int dot = text.indexOf('.');
            long micros = Long.parseLong(text.substring(0, dot));
            return new Place(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), text.substring(dot + 1));
        }
    }

    /**
     * A page, the newest first. One row more than the limit says that there are more.
     *
     * @throws LogUnavailableException if the database does not answer
     */
    List<LoggedDelivery> page(TenantId tenant, DeliveryFilter filter, PageRequest page) {
        Conditions where = new Conditions("tenant = ?", tenant.value());
        filter.listener().ifPresent(listener -> where.and("listener_id = ?", listener.value()));
        filter.workflow().ifPresent(workflow -> where.and("workflow = ?", workflow));
        filter.execution().ifPresent(execution -> where.and("execution_id = ?", execution));
        filter.event().ifPresent(event -> where.and("event_id = ?", event));
        // Literally, so that the planner sees that a partial index will do.
        filter.status().ifPresent(status -> where.and("status = '" + status.wireName() + "'"));
        filter.created().since().ifPresent(since -> where.and("created_at >= ?", since));
        filter.created().until().ifPresent(until -> where.and("created_at < ?", until));
        page.after()
                .map(Place::parse)
                .ifPresent(place -> where.and("created_at <= ?", place.createdAt())
                        .and("(created_at, id) < (?, ?)", place.createdAt(), place.id()));
        return queries.list(
                DELIVERIES + where.sql() + " order by created_at desc, id desc limit " + (page.limit() + 1),
                where,
                DeliveryRepository::delivery);
    }

    /**
     * Dead letters: runs that failed and were not followed by another. One row more than the limit says that there are
     * more.
     *
     * @param after the page before ended here, absent for the first
     * @param newestFirst otherwise the oldest come first
     * @throws LogUnavailableException if the database does not answer
     */
    List<LoggedDelivery> deadLetters(
            TenantId tenant, DeadLetterFilter filter, int limit, Optional<Place> after, boolean newestFirst) {
        Conditions where = new Conditions("tenant = ?", tenant.value())
                .and("status = '" + DeliveryStatus.FAILED.wireName() + "'")
                .and("source_topic <> ?", Redelivery.TEST_TOPIC)
                .and("not exists (select 1 from delivery later where later.id = delivery.id"
                        + " and later.tenant = delivery.tenant and later.created_at > delivery.created_at)");
        filter.listener().ifPresent(listener -> where.and("listener_id = ?", listener.value()));
        filter.workflow().ifPresent(workflow -> where.and("workflow = ?", workflow));
        filter.reason().ifPresent(reason -> where.and("reason = ?", reason.wireName()));
        filter.created().since().ifPresent(since -> where.and("created_at >= ?", since));
        filter.created().until().ifPresent(until -> where.and("created_at < ?", until));
        after.ifPresent(place -> where.and("created_at <= ?", place.createdAt())
                .and("(created_at, id) < (?, ?)", place.createdAt(), place.id()));
        String order = newestFirst ? "created_at desc, id desc" : "created_at, id";
        return queries.list(
                DELIVERIES + where.sql() + " order by " + order + " limit " + (limit + 1),
                where,
                DeliveryRepository::delivery);
    }

    /**
     * The runs of a delivery, the newest first.
     *
     * @throws LogUnavailableException if the database does not answer
     */
    List<LoggedDelivery> runs(TenantId tenant, DeliveryId id, int limit) {
        Conditions where = new Conditions("id = ?", id.value()).and("tenant = ?", tenant.value());
        return queries.list(
                DELIVERIES + where.sql() + " order by created_at desc limit " + limit,
                where,
                DeliveryRepository::delivery);
    }

    /**
     * The attempts of a delivery since some moment, the newest first.
     *
     * @throws LogUnavailableException if the database does not answer
     */
    List<LoggedAttempt> attempts(TenantId tenant, DeliveryId id, Instant since, int limit) {
        Conditions where = new Conditions("delivery_id = ?", id.value())
                .and("started_at >= ?", since)
                .and("tenant = ?", tenant.value());
        return queries.list(
                ATTEMPTS + where.sql() + " order by started_at desc, number desc limit " + limit,
                where,
                DeliveryRepository::attempt);
    }

    private static LoggedDelivery delivery(ResultSet row) throws SQLException {
        return new LoggedDelivery(
                row.getString("id"),
                time(row, "created_at"),
                row.getString("listener_id"),
                row.getString("event_id"),
                row.getString("event_type"),
                row.getString("workflow"),
                row.getString("execution_id"),
                row.getString("task"),
                new SourcePosition(
                        row.getString("source_topic"), row.getInt("source_partition"), row.getLong("source_offset")),
                row.getString("status"),
                row.getInt("attempts"),
                row.getString("reason"),
                row.getString("detail"),
                number(row, "http_status"),
                timeOrNull(row, "last_attempt_at"),
                timeOrNull(row, "due"),
                time(row, "as_of"));
    }

    private static LoggedAttempt attempt(ResultSet row) throws SQLException {
        return new LoggedAttempt(
                row.getInt("number"),
                time(row, "started_at"),
                time(row, "run"),
                row.getLong("duration_ms"),
                row.getString("instance"),
                row.getString("outcome"),
                number(row, "http_status"),
                row.getString("detail"),
                row.getLong("listener_revision"),
                row.getString("exchange"));
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant timeOrNull(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static @Nullable Integer number(ResultSet row, String column) throws SQLException {
        return row.getObject(column, Integer.class);
    }
}
