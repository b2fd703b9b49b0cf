package dev.hearken;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.jqwik.api.lifecycle.AroundTryHook;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.TryExecutionResult;
import net.jqwik.api.lifecycle.TryExecutor;
import net.jqwik.api.lifecycle.TryLifecycleContext;

/**
 * No try hangs and none fills the memory: one that has not ended after {@value #SECONDS} s, or has allocated more than
 * {@value #MEBIBYTES} MiB, is a counterexample like any other.
 */
public final class Bounded implements AroundTryHook {
    private static final int SECONDS = 10;
    private static final int MEBIBYTES = 128;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** A thread that hangs is left behind, and the next try gets another. */
    private static final ExecutorService TRIES = Executors.newCachedThreadPool(run -> {
        Thread thread = new Thread(run, "bounded-try");
        thread.setDaemon(true);
        return thread;
    });

    private record Ended(TryExecutionResult result, long allocated) {}

    /** A class that has the hook has it for its properties. */
    @Override
    public PropagationMode propagateTo() {
        return PropagationMode.ALL_DESCENDANTS;
    }

    @Override
    public TryExecutionResult aroundTry(TryLifecycleContext context, TryExecutor aTry, List<Object> parameters)
            throws InterruptedException, ExecutionException {
        Callable<Ended> measured = () -> {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            TryExecutionResult result = aTry.execute(parameters);
            return new Ended(result, THREADS.getCurrentThreadAllocatedBytes() - before);
        };
        Future<Ended> run = TRIES.submit(measured);
        try {
            Ended ended = run.get(SECONDS, TimeUnit.SECONDS);
            return ended.allocated() <= MEBIBYTES * 1024L * 1024
                    ? ended.result()
                    : falsified("allocated " + ended.allocated() + " bytes");
        } catch (TimeoutException e) {
            return falsified("did not end within " + SECONDS + " s");
        }
    }

    private static TryExecutionResult falsified(String what) {
        return TryExecutionResult.falsified(new AssertionError(what));
    }
}
