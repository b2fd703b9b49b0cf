package dev.hearken.benchmarks;

import com.sun.management.ThreadMXBean;
import dev.hearken.dispatcher.catalog.ReadCatalog;
import dev.hearken.dispatcher.matching.ListenerIndex;
import java.lang.management.ManagementFactory;
import java.util.Map;

/** Prints how much heap a listener takes in the catalog, its index included, and what it takes to read one. */
public final class CatalogMemory {
    private static final int LISTENERS = 100_000;
    private static final int WORKFLOWS = 1_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private CatalogMemory() {}

    /** Run with a heap of at least 1 GB. */
    public static void main(String[] arguments) throws InterruptedException {
        Listeners.spread(10_000, 10);
        Map<String, byte[]> records = Listeners.records(LISTENERS, WORKFLOWS);
        long before = used();
        long allocatedBefore = THREADS.getCurrentThreadAllocatedBytes();
        long start = System.nanoTime();
        ReadCatalog catalog = Listeners.read(records);
        long nanos = System.nanoTime() - start;
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - allocatedBefore;
        long listeners = used() - before;
        ListenerIndex index = new ListenerIndex(catalog.listeners().candidates());
        long both = used() - before;
        // All are used after the measurement, so that none is collected before it.
        int matches = index.match(Samples.event("workflow-0")).size();
        System.out.printf(
                "%,d listeners of %,d workflows: %,d bytes each, with the index %,d; an event matches %d%n",
                catalog.listeners().candidates().size(), WORKFLOWS, listeners / LISTENERS, both / LISTENERS, matches);
        System.out.printf(
                "%,d records read: %,d bytes made on the way for each, %,d µs%n",
                records.size(), allocated / LISTENERS, nanos / LISTENERS / 1_000);
    }

    private static long used() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(100);
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
