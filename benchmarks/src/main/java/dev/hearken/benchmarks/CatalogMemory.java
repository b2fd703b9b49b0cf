package dev.hearken.benchmarks;

import dev.hearken.dispatcher.catalog.CatalogEntry;
import dev.hearken.dispatcher.matching.ListenerIndex;
import java.util.List;

/** Prints how much heap a listener takes in the catalog, its index included. */
public final class CatalogMemory {
    private static final int LISTENERS = 100_000;
    private static final int WORKFLOWS = 1_000;

    private CatalogMemory() {}

    /** Run with a heap of at least 1 GB. */
    public static void main(String[] arguments) throws InterruptedException {
        Listeners.spread(1_000, 10);
        long before = used();
        List<CatalogEntry> entries = Listeners.spread(LISTENERS, WORKFLOWS);
        long listeners = used() - before;
        ListenerIndex index = new ListenerIndex(entries);
        long both = used() - before;
        // Used after the measurement, so that neither is collected before it.
        int matches = index.match(Samples.event("workflow-0")).size();
        System.out.printf(
                "%,d listeners of %,d workflows: %,d bytes each, with the index %,d; an event matches %d%n",
                entries.size(), WORKFLOWS, listeners / LISTENERS, both / LISTENERS, matches);
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
