package dev.hearken.benchmarks.delivery;

import dev.hearken.benchmarks.delivery.report.Measurement;
import dev.hearken.local.backends.BackendsOptions;
import dev.hearken.local.stack.process.BackendsChild;
import dev.hearken.local.stack.process.Children;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Runs plans one after the other with one broker. */
final class Bench {
    private final Workplace workplace;
    private final Children children;
    private final PrintStream out;

    Bench(Workplace workplace, PrintStream out) {
        this.workplace = workplace;
        this.children = new Children(workplace.record());
        this.out = out;
    }

    /** What came of each plan. */
    List<Measurement> run(List<Plan> plans, Duration limit) throws IOException, InterruptedException {
        BackendsChild broker = children.startBackend(
                () -> BackendsChild.kafka(BackendsOptions.in(workplace.data()).log(workplace.log("kafka"))));
        String address = broker.backends().bootstrapServers();
        List<Measurement> measurements = new ArrayList<>();
        try (EventFeeder feeder = new EventFeeder(address)) {
            PlanRun.Feed feed = new PlanRun.Feed(broker, address, feeder, new EventTopics(feeder));
            for (Plan plan : plans) {
                out.printf(
                        Locale.ROOT,
                        "%2d of %d  %s, %s: ",
                        measurements.size() + 1,
                        plans.size(),
                        plan.scenario().label(),
                        plan.label());
                out.flush();
                Measurement measurement = run(plan, feed, limit);
                out.println(measurement.end().label());
                measurements.add(measurement);
            }
        }
        return measurements;
    }

    /** One that fails must not cost what the others have shown. */
    private Measurement run(Plan plan, PlanRun.Feed feed, Duration limit) throws IOException, InterruptedException {
        try {
            return new PlanRun(plan, workplace, children, feed).run(limit);
        } catch (IOException e) {
            if (isStopping()) {
                throw e;
            }
            out.print(e.getMessage() + " ... ");
            return Measurement.failed(plan.facts(), plan.deliveries());
        }
    }

    /** Whether {@link #stop} has begun: what fails from then on fails because of that. */
    boolean isStopping() {
        return children.isStopping();
    }

    /** Ends every process and removes their data. */
    void stop() throws IOException, InterruptedException {
        children.stop();
        workplace.discard();
    }
}
