package dev.hearken.registry.replay;

import dev.hearken.model.delivery.DeliveryId;
import dev.hearken.model.delivery.DeliveryStatus;
import dev.hearken.model.delivery.Redelivery;
import dev.hearken.model.delivery.Redelivery.Reason;
import dev.hearken.registry.replay.EventReadingConsumer.Batch;
import dev.hearken.registry.replay.EventReadingConsumer.Found;
import dev.hearken.registry.replay.EventTopicsConsumer.Plan;
import dev.hearken.registry.replay.ReplayLeases.Lease;
import dev.hearken.registry.replay.ReplayMatcher.Judged;
import dev.hearken.registry.replay.ReplayMatcher.Match;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/** One instance's work on one replay, from where it stands to its end or until it is told to leave. For one thread. */
final class ReplayRun {
    private static final long SAVE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int MOST_AT_ONCE = 500;

    /** The clocks of engines, brokers and dispatchers may differ by so much. */
    private static final Duration CLOCKS_APART = Duration.ofDays(1);

    private final ReplayParts parts;
    private final Lease lease;
    private final Replay replay;
    private final ReplayTargets targets;
    private final ReplayMatcher matcher;
    private final ReplaySender sender;
    private double perSecond;
    private Progress progress;
    private Progress saved;
    private long savedAt = System.nanoTime();
    private volatile boolean leaving;

    ReplayRun(ReplayParts parts, Lease lease) {
        this.parts = parts;
        this.lease = lease;
        this.replay = lease.replay();
        this.targets = new ReplayTargets(parts.listeners(), replay);
        this.matcher = new ReplayMatcher(replay, targets);
        this.perSecond = lease.perSecond();
        this.sender = new ReplaySender(parts.publisher(), new Pace(perSecond));
        this.progress = replay.progress();
        this.saved = progress;
    }

    Lease lease() {
        return lease;
    }

    /** What is saved; what came since will come again. */
    Progress saved() {
        return saved;
    }

    /** Makes {@link #run} save what is done and return, within a second or two. */
    void leave() {
        leaving = true;
    }

    /**
     * Works.
     *
     * @throws ReplayImpossibleException if the replay can never go on
     * @throws RuntimeException of any other kind if Kafka or PostgreSQL is away, or because of a mistake
     */
    void run() {
        if (isPlanned()) {
            try (EventReadingConsumer reading = parts.topics()
                    .read(progress.spans().orElse(List.of()), replay.wish().until())) {
                boolean goesOn = true;
                while (goesOn && !reading.isDone()) {
                    goesOn = work(reading.next());
                }
                if (goesOn) {
                    sender.settle();
                    end(ReplayState.FINISHED, Optional.empty());
                }
            }
        }
    }

    private boolean isPlanned() {
        if (progress.spans().isPresent()) {
            return true;
        }
        Plan plan = parts.topics().plan(replay.wish().since(), replay.wish().until());
        progress = progress.planned(plan.spans(), plan.gone());
        return save();
    }

    private boolean work(Batch batch) {
        progress = progress.without(batch.gone());
        int atOnce = replay.wish().dryRun() ? MOST_AT_ONCE : (int) Math.max(1, Math.min(MOST_AT_ONCE, perSecond));
        List<Found> records = batch.records();
        for (int from = 0; from < records.size(); from += atOnce) {
            if (!work(records.subList(from, Math.min(records.size(), from + atOnce)))) {
                return false;
            }
        }
        for (Span span : batch.after()) {
            progress = progress.reached(span.topic(), span.partition(), span.next(), Tally.NOTHING);
        }
        return goesOn();
    }

    private boolean work(List<Found> records) {
        Optional<String> obstacle = targets.refresh();
        if (obstacle.isPresent()) {
            sender.settle();
            end(ReplayState.FAILED, obstacle);
            return false;
        }
        List<Judged> judged = records.stream()
                .map(found -> matcher.judge(found, parts.clock().instant()))
                .toList();
        Map<DeliveryId, DeliveryStatus> latest = parts.runs()
                .of(
                        replay.tenant(),
                        judged.stream()
                                .flatMap(one -> one.matches().stream().map(Match::id))
                                .toList(),
                        replay.wish().since().minus(CLOCKS_APART));
        for (Judged one : judged) {
            if (!work(one, latest)) {
                return false;
            }
        }
        return true;
    }

    private boolean work(Judged judged, Map<DeliveryId, DeliveryStatus> latest) {
        Tally tally = judged.tally();
        for (Match match : judged.matches()) {
            Optional<DeliveryStatus> status = Optional.ofNullable(latest.get(match.id()));
            boolean selected = replay.wish().which().selects(status);
            boolean sent = selected && !replay.wish().dryRun();
            if (sent) {
                if (!awaitTurn()) {
                    return false;
                }
                sender.send(redelivery(judged.record(), match));
            }
            tally = tally.plus(Tally.ofMatch(Standings.nameOf(status), selected, sent));
        }
        Found record = judged.record();
        progress = progress.reached(
                record.source().topic(),
                record.source().partition(),
                record.source().offset() + 1,
                tally);
        return goesOn();
    }

    private Redelivery redelivery(Found record, Match match) {
        return new Redelivery(
                replay.tenant(),
                match.listener(),
                record.source(),
                Reason.REPLAY,
                replay.id(),
                replay.life().createdAt(),
                match.id(),
                match.revision());
    }

    /** Says that it is alive while it waits; whether to go on and send. */
    private boolean awaitTurn() {
        boolean goesOn = goesOn();
        while (goesOn && !sender.awaitTurn()) {
            goesOn = goesOn();
        }
        return goesOn;
    }

    private boolean goesOn() {
        return leaving ? save() && give() : System.nanoTime() - savedAt < SAVE_NANOS || save();
    }

    private boolean give() {
        parts.leases().release(lease, Duration.ZERO);
        return false;
    }

    private boolean save() {
        sender.settle();
        OptionalDouble granted = parts.leases().save(lease, progress);
        granted.ifPresent(this::pace);
        parts.metrics().progress(saved.tally(), progress.tally());
        saved = progress;
        savedAt = System.nanoTime();
        return granted.isPresent();
    }

    private void pace(double granted) {
        perSecond = granted;
        sender.pace(granted);
    }

    private void end(ReplayState end, Optional<String> reason) {
        boolean ended = parts.leases().end(lease, progress, end, reason.orElse(null));
        parts.metrics().progress(saved.tally(), progress.tally());
        if (ended) {
            parts.metrics().ended(end);
        }
        saved = progress;
    }
}
