package dev.hearken.dispatcher.admission;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Tells many endpoints that are out of reach from one instance that is. When nearly all hosts that were tried of late
 * could not be reached, the fault is taken to be on this side: hosts that failed are left alone but for one probe at a
 * time, and no attempt is used up, until one of them answers. Hosts that have not failed are not touched.
 */
final class EgressGuard {
    private static final Logger LOG = Logger.getLogger(EgressGuard.class);
    private static final int MAX_HOSTS = 10_000;

    private final int minHosts;
    private final double failingShare;
    private final long windowMillis;
    private final InstantSource time;
    private final ConcurrentMap<String, Host> hosts = new ConcurrentHashMap<>();
    private final AtomicInteger failingHosts = new AtomicInteger();
    private final AtomicBoolean probing = new AtomicBoolean();
    private volatile boolean down;

    /** What was seen of a host last. */
    static final class Host {
        private final AtomicBoolean failing = new AtomicBoolean();
        private volatile long seenAt = Long.MIN_VALUE;
    }

    /** Leave to try a host. */
    enum Leave {
        FREE,
        /** One at a time. */
        PROBE
    }

    EgressGuard(int minHosts, double failingShare, Duration window, InstantSource time) {
        this.minHosts = minHosts;
        this.failingShare = failingShare;
        this.windowMillis = window.toMillis();
        this.time = time;
    }

    /** What is known of a host, to be handed to the other methods. */
    Host host(String name) {
        if (hosts.size() >= MAX_HOSTS) {
            long old = time.millis() - windowMillis;
            hosts.values().removeIf(host -> host.seenAt < old && forget(host));
        }
        return hosts.computeIfAbsent(name, n -> new Host());
    }

    private boolean forget(Host host) {
        if (host.failing.compareAndSet(true, false)) {
            failingHosts.decrementAndGet();
        }
        return true;
    }

    /** Whether this side is taken to be at fault. */
    boolean isDown() {
        return down;
    }

    /** Whether {@link #ask} would give leave now. */
    boolean isBarred(Host host) {
        return down && host.failing.get() && probing.get();
    }

    /** Leave to try the host, which must be given back by {@link #saw}; empty if it has to wait. */
    Optional<Leave> ask(Host host) {
        if (!down || !host.failing.get()) {
            return Optional.of(Leave.FREE);
        }
        return probing.compareAndSet(false, true) ? Optional.of(Leave.PROBE) : Optional.empty();
    }

    /** Takes in what came of an attempt. */
    void saw(Host host, Leave leave, Feedback feedback) {
        if (feedback == Feedback.UNREACHABLE) {
            host.seenAt = time.millis();
            if (host.failing.compareAndSet(false, true)) {
                failingHosts.incrementAndGet();
            }
            judge();
        } else if (feedback != Feedback.NOTHING) {
            host.seenAt = time.millis();
            if (host.failing.get() && host.failing.compareAndSet(true, false)) {
                failingHosts.decrementAndGet();
                lift();
            }
        }
        if (leave == Leave.PROBE) {
            probing.set(false);
        }
    }

    private void judge() {
        if (down || minHosts <= 0 || failingHosts.get() < minHosts) {
            return;
        }
        long since = time.millis() - windowMillis;
        int seen = 0;
        int failing = 0;
        for (Host host : hosts.values()) {
            if (host.seenAt >= since) {
                seen++;
                failing += host.failing.get() ? 1 : 0;
            }
        }
        if (failing >= minHosts && failing >= failingShare * seen) {
            down = true;
            LOG.errorf(
                    "egress: %d of %d hosts are out of reach; check this instance's network and name server. Deliveries"
                            + " to them wait and use up no attempts, one at a time probes",
                    failing, seen);
        }
    }

    private void lift() {
        if (down) {
            down = false;
            hosts.values().forEach(host -> {
                if (host.failing.compareAndSet(true, false)) {
                    failingHosts.decrementAndGet();
                }
            });
            LOG.info("egress: a host that was out of reach answers again; deliveries go on");
        }
    }
}
