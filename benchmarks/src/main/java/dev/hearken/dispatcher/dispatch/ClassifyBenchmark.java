package dev.hearken.dispatcher.dispatch;

import dev.hearken.dispatcher.transport.AttemptResult;
import dev.hearken.dispatcher.transport.AttemptResult.Answered;
import dev.hearken.dispatcher.transport.AttemptResult.Failed;
import dev.hearken.dispatcher.transport.Reply;
import dev.hearken.dispatcher.transport.Timings;
import dev.hearken.model.delivery.FailureReason;
import dev.hearken.model.listener.StatusRanges;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What came of one attempt is judged. In the package of what it measures, which is nobody else's business, as a test
 * would be.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ClassifyBenchmark {
    private static final Instant NOW = Instant.parse("2026-01-07T02:15:00Z");

    /**
     * {@code delivered}: 204; {@code busy}: 503 with a time to come back; {@code refused}: 404; {@code timeout}: no
     * answer.
     */
    @Param({"delivered", "busy", "refused", "timeout"})
    public String result = "delivered";

    private AttemptResult attempt = new Answered(204);

    /** Chooses the attempt. */
    @Setup
    public void choose() {
        attempt = switch (result) {
            case "busy" -> new Answered(503, new Reply(Optional.of("120"), Optional.empty(), "busy"), Timings.NONE);
            case "refused" -> new Answered(404);
            case "timeout" -> new Failed(FailureReason.TIMEOUT);
            default -> new Answered(204);
        };
    }

    /** The outcome of an attempt for a listener with the statuses that listeners have by default. */
    @Benchmark
    public Object classify() {
        return OutcomeClassifier.classify(attempt, StatusRanges.SUCCESS, StatusRanges.PERMANENT, NOW);
    }
}
