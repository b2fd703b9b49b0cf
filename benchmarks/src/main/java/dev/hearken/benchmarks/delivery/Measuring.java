package dev.hearken.benchmarks.delivery;

import dev.hearken.benchmarks.delivery.receiver.ReceiverChild;
import dev.hearken.benchmarks.delivery.report.Cost;
import dev.hearken.benchmarks.delivery.report.End;
import dev.hearken.benchmarks.delivery.report.Measurement;
import dev.hearken.benchmarks.delivery.report.Pace;
import dev.hearken.local.stack.process.Child;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Measures between two readings.
 *
 * <pre>
 *   start ── warm-up has come ════════ everything has come ── late duplicates
 *                 reading     measured      reading               reading
 * </pre>
 */
final class Measuring {
    private static final Duration FOR_DUPLICATES = Duration.ofSeconds(1);

    /** The warm-up is published so much faster than what is measured. */
    private static final int WARM_UP_SPEED = 2;

    private final Plan plan;
    private final Watch watch;
    private final ReceiverChild receiver;
    private final Child dispatcher;
    private final long startedMicros;

    Measuring(Plan plan, Watch watch, ReceiverChild receiver, Child dispatcher, long startedMicros) {
        this.plan = plan;
        this.watch = watch;
        this.receiver = receiver;
        this.dispatcher = dispatcher;
        this.startedMicros = startedMicros;
    }

    /** Publishes events where the rate is fixed, and waits for what comes. */
    Measurement measure(EventFeeder feeder, String topic) throws IOException, InterruptedException {
        if (plan.rate() > 0) {
            feeder.sendAtRate(topic, 0, plan.warmUp(), WARM_UP_SPEED * plan.rate());
        }
        End warm = watch.await(plan.warmUp());
        Reading begin = watch.read();
        if (warm != End.COMPLETE) {
            return result(warm, null, begin, null);
        }
        Long late = plan.rate() > 0 ? feeder.sendAtRate(topic, plan.warmUp(), plan.events(), plan.rate()) : null;
        End end = watch.await(plan.events());
        return result(end, begin, watch.read(), late);
    }

    private Measurement result(End end, @Nullable Reading begin, Reading last, @Nullable Long latestFed)
            throws IOException, InterruptedException {
        Long memory = ProcessUse.peakMemoryMiB(dispatcher.pid());
        if (end == End.COMPLETE) {
            TimeUnit.MILLISECONDS.sleep(FOR_DUPLICATES.toMillis());
        }
        Reading settled = watch.read();
        return new Measurement(
                plan.facts(),
                end,
                plan.deliveries() - settled.delivered(),
                settled.duplicates(),
                settled.firstMicros() == 0 ? null : (settled.firstMicros() - startedMicros) / 1000,
                begin == null ? null : pace(end, begin, last),
                begin == null ? null : cost(begin, last, memory),
                plan.rate() > 0 ? receiver.latency() : null,
                latestFed);
    }

    private static Pace pace(End end, Reading begin, Reading last) {
        long until = end == End.COMPLETE ? last.lastMicros() : last.atMicros();
        return new Pace(last.delivered() - begin.delivered(), Math.max(0, until - begin.atMicros()) / 1e6);
    }

    private static Cost cost(Reading begin, Reading last, @Nullable Long memory) {
        double deliveries = Math.max(1, last.delivered() - begin.delivered());
        return new Cost(
                (last.cpu().dispatcher() - begin.cpu().dispatcher()) / deliveries,
                (last.cpu().broker() - begin.cpu().broker()) / deliveries,
                (last.cpu().receiver() - begin.cpu().receiver()) / deliveries,
                memory);
    }
}
