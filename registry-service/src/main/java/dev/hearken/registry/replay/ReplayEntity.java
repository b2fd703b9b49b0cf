package dev.hearken.registry.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hearken.model.TenantId;
import dev.hearken.model.listener.ListenerId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

/** A row of {@code replay}. */
@Entity
@Table(name = "replay")
class ReplayEntity {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<List<Span>> SPANS = new TypeReference<>() {};

    @Id
    String id;

    String tenant;

    @Nullable
    @Column(name = "listener_id")
    String listener;

    @Nullable
    @Column(name = "execution_id")
    String execution;

    String which;
    Instant since;
    Instant until;

    @Column(name = "dry_run")
    boolean dryRun;

    int rate;
    String state;

    @Nullable
    String reason;

    /** JSON text, a list of {@link Span}. */
    @Nullable
    @ColumnTransformer(write = "cast(? as json)")
    String positions;

    /** JSON text of a {@link Tally}. */
    @ColumnTransformer(write = "cast(? as json)")
    String tally;

    long gone;

    @Nullable
    @Column(name = "gone_before")
    Instant goneBefore;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "created_by")
    String createdBy;

    @Nullable
    @Column(name = "started_at")
    Instant startedAt;

    @Nullable
    @Column(name = "ended_at")
    Instant endedAt;

    /** The lease is written by statements of its own, by the clock of the database. */
    @Nullable
    @Column(name = "lease_owner", insertable = false, updatable = false)
    String leaseOwner;

    @Nullable
    @Column(name = "lease_until", insertable = false, updatable = false)
    Instant leaseUntil;

    @SuppressWarnings("NullAway.Init")
    ReplayEntity() {}

    /** A new replay that nobody works on yet. */
    static ReplayEntity of(Replay replay) {
        ReplayEntity row = new ReplayEntity();
        ReplayWish wish = replay.wish();
        row.id = replay.id();
        row.tenant = replay.tenant().value();
        row.listener = wish.listener().map(ListenerId::value).orElse(null);
        row.execution = wish.execution().orElse(null);
        row.which = wish.which().wireName();
        row.since = wish.since();
        row.until = wish.until();
        row.dryRun = wish.dryRun();
        row.rate = wish.rate();
        row.state = replay.life().state().wireName();
        row.createdAt = replay.life().createdAt();
        row.createdBy = replay.life().createdBy();
        row.setProgress(replay.progress());
        return row;
    }

    void setProgress(Progress progress) {
        positions = progress.spans().map(ReplayEntity::json).orElse(null);
        tally = json(progress.tally());
        gone = progress.gone().offsets();
        goneBefore = progress.gone().before().orElse(null);
    }

    ReplayState state() {
        return ReplayState.parse(state);
    }

    /** Nothing more happens. */
    void end(ReplayState end, @Nullable String why, Instant now) {
        state = end.wireName();
        reason = why;
        endedAt = now;
    }

    Replay toReplay() {
        ReplayWish wish = new ReplayWish(
                Optional.ofNullable(listener).map(ListenerId::new),
                Optional.ofNullable(execution),
                since,
                until,
                Which.of(which).orElseThrow(() -> new IllegalStateException("unknown kind of replay: " + which)),
                dryRun,
                rate);
        Progress progress = new Progress(
                Optional.ofNullable(positions).map(json -> read(json, SPANS)),
                read(tally, new TypeReference<Tally>() {}),
                new Gone(gone, Optional.ofNullable(goneBefore)));
        Replay.Life life = new Replay.Life(
                state(),
                Optional.ofNullable(reason),
                createdAt,
                createdBy,
                Optional.ofNullable(startedAt),
                Optional.ofNullable(endedAt));
        return new Replay(id, new TenantId(tenant), wish, progress, life);
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("progress can always be written", e);
        }
    }

    private static <T> T read(String json, TypeReference<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("the table replay holds progress that cannot be read", e);
        }
    }
}
