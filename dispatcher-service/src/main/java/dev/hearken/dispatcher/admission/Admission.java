package dev.hearken.dispatcher.admission;

import dev.hearken.model.listener.ListenerId;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;

/** Hands out the slots of all listeners. */
@ApplicationScoped
public class Admission {
    private static final long SWEEP_MILLIS = 250;

    private final AdmissionConfig config;
    private final Vertx vertx;
    private final ConcurrentMap<ListenerId, ListenerLine> lines = new ConcurrentHashMap<>();

    Admission(AdmissionConfig config, Vertx vertx) {
        this.config = config;
        this.vertx = vertx;
    }

    @PostConstruct
    void sweepRegularly() {
        vertx.setPeriodic(SWEEP_MILLIS, timer -> sweep());
    }

    private void sweep() {
        long now = System.nanoTime();
        lines.forEach((listener, line) -> {
            line.turnAway(now);
            if (line.closeIfEmpty()) {
                lines.remove(listener, line);
            }
        });
    }

    /** Asks for a slot of this listener; the answer comes at once or after a short, bounded wait. */
    public Uni<Ticket> enter(ListenerId listener) {
        return Uni.createFrom().emitter(emitter -> enter(listener, emitter::complete));
    }

    private void enter(ListenerId listener, Consumer<Ticket> answer) {
        long now = System.nanoTime();
        ListenerLine line = lines.computeIfAbsent(listener, l -> newLine(now));
        while (!line.enter(answer, now)) {
            lines.remove(listener, line);
            line = lines.computeIfAbsent(listener, l -> newLine(now));
        }
    }

    private ListenerLine newLine(long now) {
        return new ListenerLine(
                config.slotsPerListener(), config.shortLine(), config.patience().toNanos(), now);
    }

    /** Listeners with a request under way or a delivery in line. */
    public int busyListeners() {
        return lines.size();
    }
}
