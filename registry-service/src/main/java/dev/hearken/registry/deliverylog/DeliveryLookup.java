package dev.hearken.registry.deliverylog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.model.TenantId;
import dev.hearken.model.delivery.DeliveryId;
import dev.hearken.registry.problem.ProblemException;
import dev.hearken.registry.problem.ProblemType;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Deliveries as other features see them. */
@Singleton
public class DeliveryLookup {
    /** An attempt may seem to be earlier than its delivery: by the clock of another instance. */
    private static final Duration CLOCKS_APART = Duration.ofHours(1);

    private static final int MAX_RUNS = 20;
    private static final int MAX_ATTEMPTS = 200;

    private final DeliveryRepository deliveries;

    DeliveryLookup(DeliveryRepository deliveries) {
        this.deliveries = deliveries;
    }

    /** The latest run of a delivery, empty if the tenant's log has none with this id. */
    public Optional<LoggedDelivery> latest(TenantId tenant, DeliveryId id) {
        return deliveries.runs(tenant, id, 1).stream().findFirst();
    }

    /** Dead letters, the oldest first. One more than the limit says that there are more. */
    public List<LoggedDelivery> deadLetters(TenantId tenant, DeadLetterFilter filter, int limit) {
        return deliveries.deadLetters(tenant, filter, limit, Optional.empty(), false);
    }

    /**
     * One run with its own attempts, as the API shows it; empty if the log does not have it yet.
     *
     * @param began to the microsecond
     */
    public Optional<ObjectNode> run(TenantId tenant, DeliveryId id, Instant began) {
        List<LoggedDelivery> run = deliveries.runs(tenant, id, MAX_RUNS).stream()
                .filter(logged -> logged.createdAt().equals(began))
                .toList();
        if (run.isEmpty()) {
            return Optional.empty();
        }
        List<LoggedAttempt> attempts = deliveries.attempts(tenant, id, began.minus(CLOCKS_APART), MAX_ATTEMPTS).stream()
                .filter(attempt -> attempt.run().equals(began))
                .toList();
        return Optional.of(DeliveryView.of(run, attempts));
    }

    /**
     * The id in a path.
     *
     * @throws ProblemException {@link ProblemType#NOT_FOUND} if no delivery can have such an id
     */
    public static DeliveryId idOf(String text) {
        try {
            return new DeliveryId(text);
        } catch (IllegalArgumentException e) {
            throw notFound();
        }
    }

    /** What is answered where the log has no such delivery. */
    public static ProblemException notFound() {
        return new ProblemException(ProblemType.NOT_FOUND, "The log has no delivery with this id");
    }
}
