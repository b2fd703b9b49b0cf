package dev.hearken.registry.replay;

import dev.hearken.model.delivery.Redelivery;
import dev.hearken.registry.redelivery.RedeliveryPublisher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Hands deliveries to the dispatchers at a steady pace. For one thread. */
final class ReplaySender {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration LONGEST_WAIT = Duration.ofMillis(500);

    private final RedeliveryPublisher publisher;
    private final Pace pace;
    private final List<CompletableFuture<Void>> pending = new ArrayList<>();

    ReplaySender(RedeliveryPublisher publisher, Pace pace) {
        this.publisher = publisher;
        this.pace = pace;
    }

    /** From now on so many a second. */
    void pace(double perSecond) {
        pace.change(perSecond);
    }

    /** Waits half a second at most; whether it is time to send. */
    boolean awaitTurn() {
        return pace.await(LONGEST_WAIT);
    }

    /** Sends. Whether the brokers have it, {@link #settle} says. */
    void send(Redelivery redelivery) {
        pending.add(publisher.publish(redelivery).toCompletableFuture());
    }

    /**
     * Returns when the brokers have everything that was sent.
     *
     * @throws ReplayUnavailableException if they do not say so
     */
    void settle() {
        try {
            CompletableFuture.allOf(pending.toArray(CompletableFuture<?>[]::new))
                    .get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            pending.clear();
        } catch (ExecutionException | TimeoutException e) {
            throw new ReplayUnavailableException("Kafka does not confirm redeliveries", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ReplayUnavailableException("the registry stops", e);
        }
    }
}
