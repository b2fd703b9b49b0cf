package dev.hearken.registry.replay;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Replays in numbers, of this instance. */
@Singleton
class ReplayMetrics {
    private final AtomicInteger running = new AtomicInteger();
    private final Counter scanned;
    private final Counter sent;
    private final Counter interruptions;
    private final Map<ReplayState, Counter> ended = new EnumMap<>(ReplayState.class);

    ReplayMetrics(MeterRegistry meters) {
        Gauge.builder("hearken.replay.running", running, AtomicInteger::get)
                .description("Replays that this instance works on")
                .register(meters);
        this.scanned = Counter.builder("hearken.replay.scanned")
                .description("Events that replays have read")
                .register(meters);
        this.sent = Counter.builder("hearken.replay.sent")
                .description("Deliveries that replays have handed to the dispatchers")
                .register(meters);
        this.interruptions = Counter.builder("hearken.replay.interruptions")
                .description("Times that a replay had to wait because Kafka or PostgreSQL was away")
                .register(meters);
        for (ReplayState state : List.of(ReplayState.FINISHED, ReplayState.FAILED)) {
            ended.put(
                    state,
                    Counter.builder("hearken.replay.ended")
                            .description("Replays that ended by themselves")
                            .tag("state", state.wireName())
                            .register(meters));
        }
    }

    void began() {
        running.incrementAndGet();
    }

    void left() {
        running.decrementAndGet();
    }

    void progress(Tally before, Tally now) {
        scanned.increment((double) Math.max(0, now.scanned() - before.scanned()));
        sent.increment((double) Math.max(0, now.sent() - before.sent()));
    }

    void interrupted() {
        interruptions.increment();
    }

    void ended(ReplayState state) {
        Optional.ofNullable(ended.get(state)).ifPresent(Counter::increment);
    }
}
