package dev.hearken.dispatcher.owned;

import io.smallrye.mutiny.Uni;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Work of one key begins when the work before it is done; that of other keys goes its own way. */
final class KeyedChain {
    private final Map<String, Deque<Runnable>> waiting = new HashMap<>();

    /** Takes its place in the chain when it is subscribed to. */
    <T> Uni<T> run(String key, Supplier<Uni<T>> work) {
        return Uni.createFrom()
                .emitter(emitter -> enter(
                        key,
                        () -> work.get()
                                .onTermination()
                                .invoke(() -> leave(key))
                                .subscribe()
                                .with(emitter::complete, emitter::fail)));
    }

    private void enter(String key, Runnable start) {
        synchronized (waiting) {
            Deque<Runnable> line = waiting.get(key);
            if (line != null) {
                line.add(start);
                return;
            }
            waiting.put(key, new ArrayDeque<>());
        }
        start.run();
    }

    private void leave(String key) {
        Runnable next = next(key);
        if (next != null) {
            next.run();
        }
    }

    private @Nullable Runnable next(String key) {
        synchronized (waiting) {
            Deque<Runnable> line = waiting.get(key);
            Runnable next = line == null ? null : line.poll();
            if (next == null) {
                waiting.remove(key);
            }
            return next;
        }
    }
}
