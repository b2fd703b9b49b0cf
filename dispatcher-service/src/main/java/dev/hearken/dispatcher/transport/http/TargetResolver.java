package dev.hearken.dispatcher.transport.http;

import dev.hearken.model.delivery.FailureReason;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * From a host name to the addresses that may be dialled. A name of which any address is forbidden is forbidden; a name
 * that cannot be resolved is never dialled.
 *
 * <p>One lookup serves all that ask within a second; the platform itself keeps an answer for up to 30 seconds. Lookups
 * run on few threads of their own, and a name has at most one of them: a hanging name server delays the names it serves
 * and nothing else.
 */
@Singleton
class TargetResolver {
    private static final Duration KEPT = Duration.ofSeconds(1);
    private static final Duration FAILURE_KEPT = Duration.ofSeconds(5);
    private static final Duration LOOKUP_TIMEOUT = Duration.ofSeconds(3);
    private static final int MAX_NAMES = 10_000;
    private static final int MAX_ADDRESSES = 16;
    private static final int THREADS = 16;

    private final EgressPolicy policy;
    private final InstantSource time;
    private final Vertx vertx;
    private final NameLookup names;
    private final ThreadPoolExecutor lookups;
    private final ConcurrentMap<String, Known> known = new ConcurrentHashMap<>();

    /** Addresses to dial, or why there are none. */
    sealed interface Resolution {
        <T> T fold(Function<List<InetAddress>, T> addresses, Function<FailureReason, T> failure);

        /** In the order of the answer, at least one. */
        record Addresses(List<InetAddress> values) implements Resolution {
            @Override
            public <T> T fold(Function<List<InetAddress>, T> addresses, Function<FailureReason, T> failure) {
                return addresses.apply(values);
            }
        }

        record NoAddress(FailureReason reason) implements Resolution {
            @Override
            public <T> T fold(Function<List<InetAddress>, T> addresses, Function<FailureReason, T> failure) {
                return failure.apply(reason);
            }
        }
    }

    /** A lookup that runs or has run; while it runs, however long, no other of its name begins. */
    private static final class Known {
        final Promise<Resolution> answer = Promise.promise();
        volatile Instant until = Instant.MAX;
    }

    @Inject
    TargetResolver(EgressPolicy policy, InstantSource time, Vertx vertx) {
        this(policy, time, vertx, InetAddress::getAllByName);
    }

    TargetResolver(EgressPolicy policy, InstantSource time, Vertx vertx, NameLookup names) {
        this.policy = policy;
        this.time = time;
        this.vertx = vertx;
        this.names = names;
        this.lookups = new ThreadPoolExecutor(
                THREADS, THREADS, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MAX_NAMES), task -> {
                    Thread thread = new Thread(task, "name-lookup");
                    thread.setDaemon(true);
                    return thread;
                });
        lookups.allowCoreThreadTimeOut(true);
    }

    /** Resolves and judges; the future never fails. */
    Future<Resolution> resolve(String host) {
        Instant now = time.instant();
        if (known.size() >= MAX_NAMES) {
            known.values().removeIf(old -> !now.isBefore(old.until));
        }
        Known entry = known.size() >= MAX_NAMES
                ? known.get(host)
                : known.compute(host, (name, old) -> old != null && now.isBefore(old.until) ? old : start(name));
        return entry == null
                ? Future.succeededFuture(new Resolution.NoAddress(FailureReason.DNS))
                : entry.answer.future();
    }

    private Known start(String host) {
        Known entry = new Known();
        long timer = vertx.setTimer(
                LOOKUP_TIMEOUT.toMillis(), id -> entry.answer.tryComplete(new Resolution.NoAddress(FailureReason.DNS)));
        try {
            lookups.execute(() -> {
                Resolution resolution = lookUp(host);
                vertx.cancelTimer(timer);
                Duration kept = resolution.fold(addresses -> KEPT, failure -> FAILURE_KEPT);
                boolean inTime = entry.answer.tryComplete(resolution);
                entry.until = inTime ? time.instant().plus(kept) : Instant.MIN;
            });
        } catch (RejectedExecutionException e) {
            vertx.cancelTimer(timer);
            entry.answer.tryComplete(new Resolution.NoAddress(FailureReason.DNS));
            entry.until = Instant.MIN;
        }
        return entry;
    }

    private Resolution lookUp(String host) {
        try {
            InetAddress[] addresses = names.lookUp(host);
            boolean permitted = addresses.length > 0 && Arrays.stream(addresses).allMatch(policy::permits);
            return permitted
                    ? new Resolution.Addresses(
                            Arrays.stream(addresses).limit(MAX_ADDRESSES).toList())
                    : new Resolution.NoAddress(FailureReason.EGRESS_DENIED);
        } catch (UnknownHostException e) {
            return new Resolution.NoAddress(FailureReason.DNS);
        }
    }

    @PreDestroy
    void close() {
        lookups.shutdownNow();
    }
}
