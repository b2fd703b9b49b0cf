package dev.hearken.registry.access;

import dev.hearken.registry.access.FailureCounts.Count;
import dev.hearken.registry.problem.Problem;
import dev.hearken.registry.problem.ProblemException;
import dev.hearken.registry.problem.ProblemType;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Limits failed logins, in this instance.
 *
 * <pre>
 *   address failed too often? ─ no ──▶ judge ─ right ──▶ goes on
 *          │ yes                         │ wrong ──▶ count for address and name ─▶ 401, beyond the limit 429
 *          ├ this name came from there before ──▶ judge
 *          └ else ──▶ 429, unseen
 * </pre>
 *
 * <p>So whoever shares an address with a guesser goes on, and failing in somebody's name locks nobody out.
 */
@Singleton
class FailedLogins {
    private static final Logger LOG = Logger.getLogger(FailedLogins.class);
    private static final float LOAD_FACTOR = 0.75f;

    private final int most;
    private final Clock clock;
    private final FailureCounts byAddress;
    private final FailureCounts byName;
    private final Set<Login> known =
            Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<>(16, LOAD_FACTOR, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Login, Boolean> eldest) {
                    return size() > FailureCounts.MOST;
                }
            }));
    private final Counter failures;
    private final Counter refusals;
    private final Counter addressLockouts;
    private final Counter nameLockouts;

    FailedLogins(AccessConfig config, Clock clock, MeterRegistry meters) {
        this.most = config.maxFailures();
        this.clock = clock;
        this.byAddress = new FailureCounts(config.failureWindow(), clock);
        this.byName = new FailureCounts(config.failureWindow(), clock);
        this.failures = Counter.builder("hearken.access.failures")
                .description("Requests with a wrong key or token")
                .register(meters);
        this.refusals = Counter.builder("hearken.access.refusals")
                .description("Requests whose key or token was not looked at, because their address failed too often")
                .register(meters);
        this.addressLockouts = lockouts(meters, "address");
        this.nameLockouts = lockouts(meters, "name");
    }

    private static Counter lockouts(MeterRegistry meters, String by) {
        return Counter.builder("hearken.access.lockouts")
                .description(
                        "Times that an address, or the name of a key or subject, reached the limit of failed logins")
                .tag("by", by)
                .register(meters);
    }

    /**
     * Lets a login be judged, unless its address failed too often. Fails with what the judge fails with, or with
     * {@link ProblemType#TOO_MANY_FAILURES}.
     */
    Uni<SecurityIdentity> limit(Login login, Supplier<Uni<SecurityIdentity>> judge) {
        Count count = byAddress.of(login.address());
        if (most > 0 && count.failures() >= most && !known.contains(login)) {
            refusals.increment();
            return Uni.createFrom().failure(tooMany(count.end()));
        }
        return judge.get()
                .onItem()
                .invoke(identity -> known.add(login))
                .onFailure(AuthenticationFailedException.class)
                .transform(failure -> failed(login, failure));
    }

    private Throwable failed(Login login, Throwable failure) {
        failures.increment();
        if (most == 0) {
            return failure;
        }
        Count address = byAddress.add(login.address());
        if (address.failures() == most) {
            addressLockouts.increment();
            LOG.warnf(
                    "%d wrong keys or tokens came from %s: until %s none from there is looked at that was not right before",
                    most, login.address(), address.end());
        }
        Instant end = address.failures() > most ? address.end() : Instant.MIN;
        Instant other = login.name().map(this::failedAs).orElse(Instant.MIN);
        Instant last = end.isAfter(other) ? end : other;
        return last.equals(Instant.MIN) ? failure : tooMany(last);
    }

    /** Until when the name has failed too often; {@link Instant#MIN} if it has not. */
    private Instant failedAs(String name) {
        Count count = byName.add(name);
        if (count.failures() == most) {
            nameLockouts.increment();
        }
        return count.failures() > most ? count.end() : Instant.MIN;
    }

    private ProblemException tooMany(Instant end) {
        long seconds = Math.max(1, Duration.between(clock.instant(), end).toSeconds() + 1);
        return new ProblemException(
                Problem.of(ProblemType.TOO_MANY_FAILURES).withHeader("Retry-After", Long.toString(seconds)));
    }
}
