package dev.hearken.registry.replay;

import dev.hearken.model.TenantId;
import java.time.Instant;
import java.util.Optional;

/**
 * A replay.
 *
 * @param id a ULID
 * @param tenant whose it is
 * @param wish what is sent
 * @param progress how far it has come
 * @param life what became of it
 */
record Replay(String id, TenantId tenant, ReplayWish wish, Progress progress, Life life) {
    /**
     * What became of a replay.
     *
     * @param state where it stands
     * @param reason why it failed
     * @param createdAt when it was asked for
     * @param createdBy who asked
     * @param startedAt when an instance first worked on it
     * @param endedAt when it ended
     */
    record Life(
            ReplayState state,
            Optional<String> reason,
            Instant createdAt,
            String createdBy,
            Optional<Instant> startedAt,
            Optional<Instant> endedAt) {}
}
