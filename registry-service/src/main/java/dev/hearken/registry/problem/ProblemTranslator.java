package dev.hearken.registry.problem;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;

/** Turns whatever ended a request into a problem, and logs what is not the caller's doing. */
@Singleton
final class ProblemTranslator {
    private static final Logger LOG = Logger.getLogger(ProblemTranslator.class);
    private static final Duration QUIET_AFTER_OUTAGE_LINE = Duration.ofSeconds(30);
    private static final String RETRY_AFTER_SECONDS = "2";

    private final Clock clock;
    private final RandomGenerator random;
    private final AtomicReference<Instant> nextOutageLine = new AtomicReference<>(Instant.MIN);

    ProblemTranslator(Clock clock, SecureRandom random) {
        this.clock = clock;
        this.random = random;
    }

    /** The problem that answers a failure. */
    Problem of(Throwable failure) {
        if (failure instanceof ProblemException answer) {
            return answer.problem();
        }
        if (failure instanceof UnauthorizedException || failure instanceof AuthenticationFailedException) {
            return ofStatus(401);
        }
        if (failure instanceof ForbiddenException) {
            return ofStatus(403);
        }
        if (failure instanceof RejectedExecutionException || DatabaseOutage.isCauseOf(failure)) {
            return unavailable(failure);
        }
        if (failure instanceof WebApplicationException web && web.getResponse().getStatus() < 500) {
            return ofStatus(web.getResponse().getStatus());
        }
        return internalError(failure);
    }

    /** The problem for a bare status, as the HTTP layer reports it. */
    static Problem ofStatus(int status) {
        return switch (status) {
            case 401 ->
                Problem.of(ProblemType.UNAUTHENTICATED, "Send 'Authorization: Bearer hk_<id>_<secret>'")
                        .withHeader("WWW-Authenticate", "Bearer");
            case 403 -> Problem.of(ProblemType.FORBIDDEN);
            case 404 -> Problem.of(ProblemType.NOT_FOUND);
            case 405 -> Problem.of(ProblemType.METHOD_NOT_ALLOWED);
            case 406 -> Problem.of(ProblemType.NOT_ACCEPTABLE, "Accept application/json");
            case 413 -> Problem.of(ProblemType.BODY_TOO_LARGE);
            case 415 -> Problem.of(ProblemType.UNSUPPORTED_MEDIA_TYPE, "Send JSON and say so with Content-Type");
            default ->
                status < 500
                        ? Problem.of(ProblemType.REQUEST_REFUSED).withStatus(status)
                        : Problem.of(ProblemType.INTERNAL_ERROR);
        };
    }

    private Problem unavailable(Throwable failure) {
        Instant now = clock.instant();
        Instant next = nextOutageLine.get();
        if (now.isAfter(next) && nextOutageLine.compareAndSet(next, now.plus(QUIET_AFTER_OUTAGE_LINE))) {
            LOG.warnf("PostgreSQL cannot serve requests, they are answered with 503: %s", rootOf(failure));
        }
        return Problem.of(ProblemType.UNAVAILABLE).withHeader("Retry-After", RETRY_AFTER_SECONDS);
    }

    private Problem internalError(Throwable failure) {
        byte[] bytes = new byte[8];
        random.nextBytes(bytes);
        String errorId = HexFormat.of().formatHex(bytes);
        LOG.errorf(failure, "Request failed, errorId=%s", errorId);
        return Problem.of(ProblemType.INTERNAL_ERROR).withErrorId(errorId);
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        for (int depth = 0; root.getCause() != null && depth < 20; depth++) {
            root = root.getCause();
        }
        return root;
    }
}
