package dev.hearken.dispatcher.admission;

import dev.hearken.model.listener.ListenerId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.PostConstruct;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** Hands out the slots of all listeners. */
@Singleton
public class Admission {
    private static final Logger LOG = Logger.getLogger(Admission.class);
    private static final long SWEEP_MILLIS = 250;
    private static final int MAX_TARGETS = 10_000;

    private final AdmissionConfig config;
    private final Vertx vertx;
    private final Shared shared;
    private final Map<Refusal, Counter> refusals = new EnumMap<>(Refusal.class);
    private final ConcurrentMap<ListenerId, ListenerLine> lines = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, HostSlots> hosts = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Target> targets = new ConcurrentHashMap<>();

    Admission(AdmissionConfig config, Shared shared, Vertx vertx, MeterRegistry meters) {
        this.config = config;
        this.vertx = vertx;
        this.shared = shared;
        for (Refusal refusal : Refusal.values()) {
            refusals.put(refusal, meters.counter("hearken.admission.refusals", "reason", refusal.tag()));
        }
        meters.gauge("hearken.breaker.open", lines, Admission::openBreakers);
    }

    private static long openBreakers(Map<ListenerId, ListenerLine> lines) {
        return lines.values().stream().filter(line -> !line.isBreakerClosed()).count();
    }

    /** Not on an event loop, which a long line would hold up; and one sweep after the other. */
    @PostConstruct
    void sweepRegularly() {
        vertx.setTimer(
                SWEEP_MILLIS,
                timer -> vertx.executeBlocking(Executors.callable(this::sweep), false)
                        .onFailure(bug -> LOG.error("sweeping the lines failed", bug))
                        .onComplete(swept -> sweepRegularly()));
    }

    private void sweep() {
        lines.forEach((listener, line) -> {
            line.sweep();
            if (line.closeIfIdle()) {
                lines.remove(listener, line);
            }
        });
        if (hosts.size() > MAX_TARGETS) {
            hosts.values().removeIf(HostSlots::isIdle);
        }
        if (targets.size() > MAX_TARGETS) {
            targets.clear();
        }
    }

    /** Asks for a slot; the answer comes at once or after a short, bounded wait. */
    public Uni<Ticket> enter(Entrant entrant) {
        return Uni.createFrom()
                .emitter(emitter -> enter(entrant, ticket -> {
                    ticket.fold(admitted -> Optional.<Ticket.Refused>empty(), Optional::of)
                            .ifPresent(refused -> count(refused, 1));
                    emitter.complete(ticket);
                }));
    }

    /**
     * When so many deliveries of a listener, who come back together, are to ask again; empty if some of them may get in
     * line now.
     */
    public Optional<Ticket.Refused> turnAway(ListenerId listener, int crowd, Origin origin) {
        ListenerLine line = lines.get(listener);
        Optional<Ticket.Refused> refused = line == null ? Optional.empty() : line.turnAway(crowd, origin);
        refused.ifPresent(answer -> count(answer, crowd));
        return refused;
    }

    private void count(Ticket.Refused refused, int crowd) {
        Optional.ofNullable(refusals.get(refused.reason())).ifPresent(counter -> counter.increment(crowd));
    }

    private void enter(Entrant entrant, Consumer<Ticket> answer) {
        HostSlots host = host(entrant);
        ListenerLine line = lines.computeIfAbsent(entrant.listener(), l -> new ListenerLine(shared));
        while (!line.enter(entrant, host, answer)) {
            lines.remove(entrant.listener(), line);
            line = lines.computeIfAbsent(entrant.listener(), l -> new ListenerLine(shared));
        }
    }

    private HostSlots host(Entrant entrant) {
        Target target = targets.computeIfAbsent(entrant.url(), url -> Target.of(url, entrant.listener()));
        return hosts.computeIfAbsent(
                target.authority(),
                authority -> new HostSlots(
                        config.slotsPerHost(),
                        shared.guard().host(target.host()),
                        shared.nanos().getAsLong()));
    }

    /**
     * Whether nearly all hosts are out of reach, so that an endpoint is not to blame for being so, and no attempt is to
     * be used up.
     */
    public boolean isEgressDown() {
        return shared.guard().isDown();
    }
}
