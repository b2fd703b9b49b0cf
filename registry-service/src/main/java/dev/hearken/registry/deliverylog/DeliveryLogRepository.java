package dev.hearken.registry.deliverylog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hearken.model.delivery.Attempt;
import dev.hearken.model.delivery.AttemptRecord;
import dev.hearken.model.delivery.Exchange;
import dev.hearken.model.delivery.FailureReason;
import dev.hearken.model.delivery.Subject;
import dev.hearken.registry.deliverylog.Standings.Said;
import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes batches into {@code attempt}, {@code attempt_count} and {@code delivery}. */
@Singleton
class DeliveryLogRepository {
    static final String DELIVERED = "delivered";

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Columns<AttemptRecord> ATTEMPT = new Columns<AttemptRecord>()
            .with("timestamptz", made(Attempt::startedAt))
            .with("text", record -> record.delivery().value())
            .with("int4", made(Attempt::number))
            .with("timestamptz", AttemptRecord::createdAt)
            .with("text", record -> record.tenant().value())
            .with("text", record -> record.listener().value())
            .with("int8", AttemptRecord::listenerRevision)
            .with("int8", made(Attempt::durationMs))
            .with("text", made(Attempt::instance))
            .with("text", made(DeliveryLogRepository::outcome))
            .with("int4", made(Attempt::status))
            .with("text", made(Attempt::detail))
            .with("text", record -> json(record.exchange()));

    /** What is written again is not counted again. */
    private static final String INSERT_ATTEMPTS = """
            with fresh as (
              insert into attempt (started_at, delivery_id, number, run, tenant, listener_id, listener_revision,
                                   duration_ms, instance, outcome, http_status, detail, exchange)
              select * from unnest(%s)
              on conflict do nothing
              returning date_trunc('hour', started_at, 'UTC') as hour, tenant, listener_id, outcome,
                        duration_bucket(duration_ms) as bucket)
            insert into attempt_count (hour, tenant, listener_id, outcome, bucket, attempts)
            select hour, tenant, listener_id, outcome, bucket, count(*) from fresh
            group by hour, tenant, listener_id, outcome, bucket
            order by tenant, listener_id, hour, outcome, bucket
            on conflict (tenant, listener_id, hour, outcome, bucket)
            do update set attempts = attempt_count.attempts + excluded.attempts
            """.formatted(ATTEMPT.placeholders());

    private static final Columns<Said> DELIVERY = new Columns<Said>()
            .with("timestamptz", last(AttemptRecord::createdAt))
            .with("text", last(record -> record.delivery().value()))
            .with("text", last(record -> record.tenant().value()))
            .with("text", last(record -> record.listener().value()))
            .with("text", last(AttemptRecord::eventId))
            .with("text", last(AttemptRecord::eventType))
            .with("text", about(Subject::workflow))
            .with("text", about(Subject::execution))
            .with("text", about(Subject::task))
            .with("text", last(record -> record.source().topic()))
            .with("int4", last(record -> record.source().partition()))
            .with("int8", last(record -> record.source().offset()))
            .with("text", last(record -> record.standing().status().wireName()))
            .with("int4", last(record -> record.standing().attempts()))
            .with("timestamptz", last(record -> record.standing().at()))
            .with("timestamptz", last(record -> record.standing().due()))
            .with("text", said -> name(said.reason()))
            .with("text", Said::detail)
            .with("int4", tried(Attempt::status))
            .with("timestamptz", tried(Attempt::startedAt));

    /** The later word wins: more attempts, an end over a wait, then the time. */
    private static final String UPSERT_DELIVERIES = """
            insert into delivery as old (created_at, id, tenant, listener_id, event_id, event_type, workflow,
                execution_id, task, source_topic, source_partition, source_offset, status, attempts, as_of, due, reason,
                detail, http_status, last_attempt_at)
            select * from unnest(%s)
            on conflict (id, created_at) do update set
              status = excluded.status,
              attempts = excluded.attempts,
              as_of = excluded.as_of,
              due = excluded.due,
              reason = case when excluded.reason is not null or excluded.status in ('delivered', 'cancelled')
                       then excluded.reason else old.reason end,
              detail = case when excluded.reason is not null or excluded.status in ('delivered', 'cancelled')
                       then excluded.detail else old.detail end,
              http_status = case when excluded.last_attempt_at is null then old.http_status else excluded.http_status end,
              last_attempt_at = coalesce(excluded.last_attempt_at, old.last_attempt_at)
            where (excluded.attempts, excluded.status <> 'waiting', excluded.as_of)
               >= (old.attempts, old.status <> 'waiting', old.as_of)
            """.formatted(DELIVERY.placeholders());

    private final AgroalDataSource database;

    DeliveryLogRepository(AgroalDataSource database) {
        this.database = database;
    }

    /**
     * Writes attempts and standings in one transaction; what is there already stays as it is.
     *
     * @throws LogUnavailableException if the database did not take them all
     */
    void write(List<AttemptRecord> attempts, List<Said> standings) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                write(connection, INSERT_ATTEMPTS, ATTEMPT, attempts);
                write(connection, UPSERT_DELIVERIES, DELIVERY, standings);
                connection.commit();
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw new LogUnavailableException("the delivery log", e);
        }
    }

    private static <R> void write(Connection connection, String sql, Columns<R> columns, List<R> rows)
            throws SQLException {
        if (!rows.isEmpty()) {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                columns.bind(connection, statement, rows);
                statement.executeUpdate();
            }
        }
    }

    private static Function<AttemptRecord, @Nullable Object> made(Function<Attempt, @Nullable Object> value) {
        return record -> record.attempt() == null ? null : value.apply(record.attempt());
    }

    private static Function<Said, @Nullable Object> last(Function<AttemptRecord, @Nullable Object> value) {
        return said -> value.apply(said.last());
    }

    private static Function<Said, @Nullable Object> about(Function<Subject, @Nullable Object> value) {
        return said ->
                said.last().subject() == null ? null : value.apply(said.last().subject());
    }

    private static Function<Said, @Nullable Object> tried(Function<Attempt, @Nullable Object> value) {
        return said -> said.attempt() == null ? null : value.apply(said.attempt());
    }

    private static String outcome(Attempt attempt) {
        return attempt.reason() == null ? DELIVERED : attempt.reason().wireName();
    }

    private static @Nullable String name(@Nullable FailureReason reason) {
        return reason == null ? null : reason.wireName();
    }

    private static @Nullable String json(@Nullable Exchange exchange) {
        try {
            return exchange == null ? null : JSON.writeValueAsString(exchange);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("an exchange can always be written", e);
        }
    }
}
