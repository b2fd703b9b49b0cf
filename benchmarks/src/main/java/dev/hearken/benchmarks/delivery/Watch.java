package dev.hearken.benchmarks.delivery;

import dev.hearken.benchmarks.delivery.Reading.CpuMicros;
import dev.hearken.benchmarks.delivery.receiver.ReceiverChild;
import dev.hearken.benchmarks.delivery.report.End;
import dev.hearken.local.stack.process.Child;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Reads where a run stands until enough has come, or no longer will. */
final class Watch {
    /** Longer than a dispatcher takes to start, or waits before it tries again. */
    private static final Duration STALL = Duration.ofMinutes(2);

    private static final long POLL_MILLIS = 20;

    private final Plan plan;
    private final ReceiverChild receiver;
    private final Child dispatcher;
    private final Child broker;
    private final long deadline;

    Watch(Plan plan, ReceiverChild receiver, Child dispatcher, Child broker, Duration limit) {
        this.plan = plan;
        this.receiver = receiver;
        this.dispatcher = dispatcher;
        this.broker = broker;
        this.deadline = System.nanoTime() + limit.toNanos();
    }

    /** Waits until each endpoint that does not hang has had so many events on average, and says if it has. */
    End await(int events) throws IOException, InterruptedException {
        long wanted = events * plan.prompt();
        long delivered = 0;
        long since = System.nanoTime();
        while (true) {
            long now = read().delivered();
            if (now >= wanted) {
                return End.COMPLETE;
            }
            if (now > delivered) {
                delivered = now;
                since = System.nanoTime();
            }
            if (dispatcher.onExit().isDone()) {
                return End.DISPATCHER_ENDED;
            }
            if (System.nanoTime() > deadline) {
                return End.TIMED_OUT;
            }
            if (System.nanoTime() - since > STALL.toNanos()) {
                return End.STALLED;
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    Reading read() throws IOException {
        return Reading.of(
                receiver.state(),
                plan.endpoints(),
                new CpuMicros(
                        ProcessUse.cpuMicros(dispatcher.pid()),
                        ProcessUse.cpuMicros(broker.pid()),
                        ProcessUse.cpuMicros(receiver.pid())));
    }
}
