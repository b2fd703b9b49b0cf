package dev.hearken.benchmarks;

import dev.hearken.dispatcher.catalog.Candidate;
import dev.hearken.dispatcher.matching.ListenerIndex;
import dev.hearken.model.event.WorkflowEvent;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One event against a catalog; ten listeners match, whatever the catalog's size. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MatchBenchmark {
    /** {@code 100}: one workflow; {@code 100000}: a thousand. */
    @Param({"100", "10000", "100000"})
    public int listeners;

    private ListenerIndex index = new ListenerIndex(List.of());
    private WorkflowEvent[] events = {};
    private int next;

    /** Builds the catalog. */
    @Setup
    public void build() {
        int workflows = listeners / 100;
        index = new ListenerIndex(
                Listeners.spread(listeners, workflows).listeners().candidates());
        events = new WorkflowEvent[1_000];
        for (int i = 0; i < events.length; i++) {
            events[i] = Samples.event("workflow-" + i % workflows);
            if (index.match(events[i]).size() != 10) {
                throw new IllegalStateException("expected 10 matches");
            }
        }
    }

    /** Another event each time, of another workflow where there are several. */
    @Benchmark
    public List<Candidate> match() {
        next = next + 1 == events.length ? 0 : next + 1;
        return index.match(events[next]);
    }
}
