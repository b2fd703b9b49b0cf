package dev.hearken.local.backends;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Waits for several things at once and tells which ended first. */
final class Deaths {
    private final BlockingQueue<String> ended = new LinkedBlockingQueue<>();

    /** Starts waiting for one more; {@code await} returns when it has ended. */
    void watch(String name, Runnable await) {
        Thread thread = new Thread(
                () -> {
                    await.run();
                    ended.add(name);
                },
                "watch-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    String first() throws InterruptedException {
        return ended.take();
    }
}
