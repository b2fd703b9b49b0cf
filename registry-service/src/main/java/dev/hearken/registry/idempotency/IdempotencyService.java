package dev.hearken.registry.idempotency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hearken.registry.problem.Problem;
import dev.hearken.registry.problem.ProblemException;
import dev.hearken.registry.problem.ProblemType;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;

/** Does work once per key, and answers its repetitions from memory. */
@Singleton
public class IdempotencyService {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};
    private static final String RETRY_AFTER_SECONDS = "1";
    private static final int PURGE_BATCH = 1_000;

    private final IdempotencyRepository answers;
    private final IdempotencyConfig config;
    private final Clock clock;

    IdempotencyService(IdempotencyRepository answers, IdempotencyConfig config, Clock clock) {
        this.answers = answers;
        this.config = config;
        this.clock = clock;
    }

    /**
     * The answer to an earlier request with this key, else that of the work, which is then kept. Work and answer are
     * one transaction.
     *
     * @param requestHash what {@link IdempotencyKey#requestHash} says about the request
     * @throws ProblemException {@link ProblemType#REQUEST_IN_PROGRESS} if another request with the key is being worked
     *     on; {@link ProblemType#IDEMPOTENCY_KEY_REUSED} if the earlier request was another one
     */
    @Transactional
    public Answer once(IdempotencyKey key, byte[] requestHash, Supplier<Answer> work) {
        if (!answers.lock(key)) {
            throw new ProblemException(
                    Problem.of(ProblemType.REQUEST_IN_PROGRESS).withHeader("Retry-After", RETRY_AFTER_SECONDS));
        }
        Instant now = clock.instant();
        return answers.find(key, now)
                .map(earlier -> replay(earlier, requestHash))
                .orElseGet(() -> {
                    Answer answer = work.get();
                    answers.removeExpired(key, now);
                    answers.persist(entity(key, requestHash, answer, now.plus(config.retention())));
                    return answer;
                });
    }

    private static Answer replay(IdempotencyEntity earlier, byte[] requestHash) {
        if (!MessageDigest.isEqual(earlier.requestHash, requestHash)) {
            throw new ProblemException(
                    ProblemType.IDEMPOTENCY_KEY_REUSED, "Use a new Idempotency-Key for a request with another body");
        }
        try {
            return new Answer(earlier.status, JSON.readValue(earlier.headers, TEXTS), earlier.body, true);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("the table idempotency holds headers that are no JSON", e);
        }
    }

    private static IdempotencyEntity entity(IdempotencyKey key, byte[] requestHash, Answer answer, Instant expiresAt) {
        IdempotencyEntity entity = new IdempotencyEntity();
        entity.tenant = key.tenant().value();
        entity.key = key.value();
        entity.requestHash = requestHash;
        entity.status = answer.status();
        entity.headers = JSON.valueToTree(answer.headers()).toString();
        entity.body = answer.body();
        entity.expiresAt = expiresAt;
        return entity;
    }

    /** Removes expired answers, in transactions of {@value #PURGE_BATCH} rows. */
    @Scheduled(
            every = "${registry.idempotency.purge-every}",
            delayed = "1m",
            identity = "idempotency-purge",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void purge() {
        int removed;
        do {
            removed = QuarkusTransaction.requiringNew().call(() -> answers.removeExpired(clock.instant(), PURGE_BATCH));
        } while (removed == PURGE_BATCH);
    }
}
