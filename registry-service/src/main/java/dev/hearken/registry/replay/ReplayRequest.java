package dev.hearken.registry.replay;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearken.model.listener.FieldError;
import dev.hearken.model.listener.ListenerId;
import dev.hearken.registry.problem.ProblemException;
import dev.hearken.registry.problem.ProblemType;
import dev.hearken.registry.quota.ReplayRateQuota;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what a replay shall do. A time to come is taken for the present: a replay ends where the topics ended when it
 * was asked for.
 */
@Singleton
class ReplayRequest {
    private static final Set<String> OF_LISTENER = Set.of("listenerId", "since", "until", "which", "dryRun", "rate");
    private static final Set<String> OF_EXECUTION = Set.of("listenerId", "since", "until", "dryRun", "rate");

    private final ReplayConfig config;
    private final ReplayRateQuota quota;
    private final Clock clock;

    ReplayRequest(ReplayConfig config, ReplayRateQuota quota, Clock clock) {
        this.config = config;
        this.quota = quota;
        this.clock = clock;
    }

    /**
     * Reads {@code {"listenerId": "…", "since": "…", "until": "…", "which": "missing", "dryRun": false, "rate": 50}};
     * the first two and {@code which} are required.
     *
     * @throws ProblemException {@link ProblemType#INVALID_REPLAY} with every fault, {@link ProblemType#NOT_FOUND} if no
     *     listener can have such an id
     */
    ReplayWish ofListener(JsonNode body) {
        List<FieldError> errors = new ArrayList<>();
        ReplayFields fields = new ReplayFields(body, OF_LISTENER, errors);
        fields.require("listenerId");
        fields.require("since");
        fields.require("which");
        return read(fields, Optional.empty(), fields.which(), errors);
    }

    /**
     * Reads the same without {@code which}, all optional: without {@code since} as far back as a replay may go.
     *
     * @throws ProblemException {@link ProblemType#INVALID_REPLAY} with every fault, {@link ProblemType#NOT_FOUND} if no
     *     listener can have such an id
     */
    ReplayWish ofExecution(String execution, JsonNode body) {
        List<FieldError> errors = new ArrayList<>();
        ReplayFields fields = new ReplayFields(body, OF_EXECUTION, errors);
        return read(fields, Optional.of(execution), Which.ALL, errors);
    }

    private ReplayWish read(ReplayFields fields, Optional<String> execution, Which which, List<FieldError> errors) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Optional<String> listener = fields.listener();
        boolean dryRun = fields.flag("dryRun");
        int rate = fields.rate(config.defaultRate(), quota.limit(config.maxRate()));
        Instant until = fields.time("until").orElse(now);
        Instant end = until.isAfter(now) ? now : until;
        Instant since = fields.time("since").orElseGet(() -> end.minus(config.maxRange()));
        if (errors.isEmpty()) {
            checkRange(since, until, end, errors);
        }
        if (!errors.isEmpty()) {
            throw new ProblemException(ProblemType.INVALID_REPLAY, errors);
        }
        return new ReplayWish(listener.map(ReplayRequest::idOf), execution, since, end, which, dryRun, rate);
    }

    private static ListenerId idOf(String text) {
        if (!ListenerId.isValid(text)) {
            throw new ProblemException(ProblemType.NOT_FOUND, "There is no listener with this id");
        }
        return new ListenerId(text);
    }

    private void checkRange(Instant since, Instant until, Instant end, List<FieldError> errors) {
        if (!since.isBefore(until)) {
            errors.add(new FieldError("/since", "must be earlier than until"));
        } else if (!since.isBefore(end)) {
            errors.add(new FieldError("/since", "must have passed"));
        } else if (since.isBefore(end.minus(config.maxRange()))) {
            errors.add(new FieldError("/since", "must be at most " + config.maxRange() + " before until"));
        }
    }
}
