package dev.hearken.registry.replay;

import dev.hearken.registry.quota.ReplayRateQuota;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Lets one instance work on a replay at a time. Its lease is renewed whenever it saves its progress; when it dies, the
 * lease ends and another goes on from there. Each method is one transaction, across tenants.
 */
@Singleton
class ReplayLeases {
    private static final Duration SHORTEST = Duration.ofSeconds(5);

    private final ReplayRepository replays;
    private final ReplayRateQuota quota;
    private final Clock clock;
    private final SecureRandom random;
    private final Duration lease;

    ReplayLeases(
            ReplayRepository replays, ReplayRateQuota quota, ReplayConfig config, Clock clock, SecureRandom random) {
        this.replays = replays;
        this.quota = quota;
        this.clock = clock;
        this.random = random;
        this.lease = config.lease();
        if (lease.compareTo(SHORTEST) < 0) {
            throw new IllegalStateException("registry.replay.lease must be at least " + SHORTEST + ", not " + lease);
        }
    }

    /**
     * The right to work on a replay.
     *
     * @param replay as it was when it was taken
     * @param owner differs every time
     * @param perSecond most deliveries per second until its progress is saved
     */
    record Lease(Replay replay, String owner, double perSecond) {}

    /** The oldest replay that nobody works on, if there is one. */
    Optional<Lease> take() {
        return QuarkusTransaction.requiringNew()
                .call(() -> replays.nextToDo().map(row -> {
                    Replay replay = row.toReplay();
                    String owner = Long.toHexString(random.nextLong());
                    replays.take(row.id, owner, lease);
                    return new Lease(replay, owner, perSecond(replay));
                }));
    }

    /**
     * Saves progress; how many deliveries per second it may hand over from now on, empty if somebody stopped the replay
     * or another instance has it.
     */
    OptionalDouble save(Lease held, Progress progress) {
        return QuarkusTransaction.requiringNew().call(() -> {
            Optional<ReplayEntity> row = replays.lockHeld(held.replay().id(), held.owner());
            row.ifPresent(found -> found.setProgress(progress));
            boolean goesOn = row.filter(found -> !found.state().isEnd()).isPresent();
            if (!goesOn) {
                return OptionalDouble.empty();
            }
            replays.renew(held.replay().id(), held.owner(), lease);
            return OptionalDouble.of(perSecond(held.replay()));
        });
    }

    private double perSecond(Replay replay) {
        ReplayWish wish = replay.wish();
        return wish.dryRun() ? wish.rate() : Math.min(wish.rate(), quota.part(replay.tenant()));
    }

    /** Ends a replay; false, if somebody stopped it or another instance has it: then it is not for this one to end. */
    boolean end(Lease held, Progress progress, ReplayState end, @Nullable String reason) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return QuarkusTransaction.requiringNew().call(() -> {
            Optional<ReplayEntity> row = replays.lockHeld(held.replay().id(), held.owner());
            row.ifPresent(found -> found.setProgress(progress));
            Optional<ReplayEntity> open = row.filter(found -> !found.state().isEnd());
            open.ifPresent(found -> found.end(end, reason, now));
            return open.isPresent();
        });
    }

    /** Gives a replay back; nobody begins with it before the pause is over. */
    void release(Lease held, Duration pause) {
        QuarkusTransaction.requiringNew()
                .run(() -> replays.release(held.replay().id(), held.owner(), pause));
    }
}
