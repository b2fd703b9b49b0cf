package dev.hearken.local.backends;

import java.io.IOException;
import java.io.InputStream;

/** Ends this JVM when its standard input ends: then the parent has closed it, or has died. */
final class ParentWatch {
    /** A shutdown that has not ended by then never will. */
    private static final long PATIENCE_MILLIS = 20_000;

    private ParentWatch() {}

    static void begin() {
        daemon("parent-watch", ParentWatch::watch);
    }

    private static void watch() {
        awaitEnd(System.in);
        daemon("last-resort", ParentWatch::halt);
        System.exit(0);
    }

    private static void awaitEnd(InputStream in) {
        try {
            while (in.read() >= 0) {
                // Nobody has anything to say; only the end counts.
            }
        } catch (IOException e) {
            // As good as an end.
        }
    }

    private static void halt() {
        try {
            Thread.sleep(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(1);
    }

    private static void daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }
}
