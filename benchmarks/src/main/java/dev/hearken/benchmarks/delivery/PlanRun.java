package dev.hearken.benchmarks.delivery;

import dev.hearken.benchmarks.DeliveryCatalog;
import dev.hearken.benchmarks.delivery.receiver.ReceiverChild;
import dev.hearken.benchmarks.delivery.report.Measurement;
import dev.hearken.local.stack.process.Child;
import dev.hearken.local.stack.process.Children;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ExecutionException;

/** Runs one plan: a receiver, a catalog, a dispatcher, and what comes of it. */
final class PlanRun {
    private final Plan plan;
    private final Workplace workplace;
    private final Children children;
    private final Feed feed;

    PlanRun(Plan plan, Workplace workplace, Children children, Feed feed) {
        this.plan = plan;
        this.workplace = workplace;
        this.children = children;
        this.feed = feed;
    }

    /**
     * Where events come from.
     *
     * @param broker that holds them
     * @param address of it
     * @param feeder publishes them
     * @param topics to which
     */
    record Feed(Child broker, String address, EventFeeder feeder, EventTopics topics) {}

    /** Everything that it starts has ended when it returns. */
    Measurement run(Duration limit) throws IOException, InterruptedException {
        String topic = plan.rate() > 0 ? feed.topics().empty() : feed.topics().filled(plan.events());
        ReceiverChild receiver = children.startService(() -> ReceiverChild.start(
                plan.events(), plan.warmUp(), plan.endpoints(), workplace.log(plan.fileName() + "-receiver")));
        try {
            makeCatalog(receiver);
            return measure(topic, receiver, limit);
        } finally {
            receiver.stop();
        }
    }

    private void makeCatalog(ReceiverChild receiver) throws IOException, InterruptedException {
        try {
            DeliveryCatalog.make(
                    feed.address(),
                    DeliveryCatalog.KEY_RING,
                    receiver.urls(),
                    plan.listeners(),
                    DispatcherStart.IN_FLIGHT);
        } catch (ExecutionException e) {
            throw new IOException("The catalog cannot be filled: " + e.getCause(), e);
        }
    }

    private Measurement measure(String topic, ReceiverChild receiver, Duration limit)
            throws IOException, InterruptedException {
        long startedMicros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        DispatcherStart start = new DispatcherStart(workplace.root(), feed.address());
        Child dispatcher = children.startService(
                () -> start.start(topic, "bench-" + plan.fileName(), workplace.log(plan.fileName() + "-dispatcher")));
        try {
            Watch watch = new Watch(plan, receiver, dispatcher, feed.broker(), limit);
            return new Measuring(plan, watch, receiver, dispatcher, startedMicros).measure(feed.feeder(), topic);
        } finally {
            dispatcher.stop();
        }
    }
}
