package dev.hearken.dispatcher.transport.http;

import dev.hearken.egress.AddressPolicy;
import dev.hearken.egress.CidrBlock;
import dev.hearken.model.delivery.FailureReason;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * From a host name to the address that is dialled. A name of which any address is forbidden is forbidden; a name that
 * cannot be resolved is never dialled.
 *
 * <p>Answers are kept for some seconds, so a name costs a lookup now and then and not one per attempt. Lookups run on
 * few threads of their own: a hanging name server delays names that are not known yet and nothing else.
 */
@ApplicationScoped
class TargetResolver {
    private static final Logger LOG = Logger.getLogger(TargetResolver.class);
    private static final Duration KEPT = Duration.ofSeconds(20);
    private static final Duration FAILURE_KEPT = Duration.ofSeconds(5);
    private static final int MAX_NAMES = 10_000;
    private static final int THREADS = 8;

    private final AddressPolicy policy;
    private final InstantSource time;
    private final WorkerExecutor lookups;
    private final ConcurrentMap<String, Known> known = new ConcurrentHashMap<>();

    /** An address to dial, or why there is none. */
    sealed interface Resolution {
        <T> T fold(Function<InetAddress, T> address, Function<FailureReason, T> failure);

        record Address(InetAddress value) implements Resolution {
            @Override
            public <T> T fold(Function<InetAddress, T> address, Function<FailureReason, T> failure) {
                return address.apply(value);
            }
        }

        record NoAddress(FailureReason reason) implements Resolution {
            @Override
            public <T> T fold(Function<InetAddress, T> address, Function<FailureReason, T> failure) {
                return failure.apply(reason);
            }
        }
    }

    private record Known(Future<Resolution> resolution, Instant until) {}

    TargetResolver(EgressConfig config, InstantSource time, Vertx vertx) {
        List<CidrBlock> allowed =
                config.allow().orElse(List.of()).stream().map(CidrBlock::parse).toList();
        this.policy = new AddressPolicy(allowed);
        this.time = time;
        this.lookups = vertx.createSharedWorkerExecutor("name-lookups", THREADS);
        if (!allowed.isEmpty()) {
            LOG.infof("callbacks may also go to %s", config.allow().get());
        }
    }

    /** Resolves and judges; the future never fails. */
    Future<Resolution> resolve(String host) {
        Instant now = time.instant();
        Known current = known.get(host);
        if (current != null && now.isBefore(current.until())) {
            return current.resolution();
        }
        if (known.size() >= MAX_NAMES) {
            known.values().removeIf(old -> !now.isBefore(old.until()));
        }
        // While a lookup runs, others of the same name wait for it instead of starting their own.
        Future<Resolution> lookup = lookups.executeBlocking(() -> lookUp(host), false);
        known.put(host, new Known(lookup, now.plus(KEPT)));
        lookup.onSuccess(resolution -> resolution.fold(
                address -> null,
                failure -> known.replace(host, new Known(lookup, time.instant().plus(FAILURE_KEPT)))));
        return lookup;
    }

    private Resolution lookUp(String host) {
        try {
            InetAddress[] addresses = InetAddress.getAllByName(host);
            for (InetAddress address : addresses) {
                if (!policy.permits(address)) {
                    return new Resolution.NoAddress(FailureReason.EGRESS_DENIED);
                }
            }
            return new Resolution.Address(addresses[0]);
        } catch (UnknownHostException e) {
            return new Resolution.NoAddress(FailureReason.DNS);
        }
    }
}
