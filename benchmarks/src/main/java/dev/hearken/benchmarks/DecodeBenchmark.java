package dev.hearken.benchmarks;

import dev.hearken.format.Decoding;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A CloudEvent of 1 KB in binary mode becomes an event. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecodeBenchmark {
    private final byte[] data = Samples.data("nightly-load");

    /** Headers and bytes to an event. */
    @Benchmark
    public Decoding decode() {
        return Samples.decode(data);
    }
}
