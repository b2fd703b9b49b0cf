package dev.hearken.registry.redelivery;

import dev.hearken.model.delivery.Cancellation;
import dev.hearken.model.delivery.Redelivery;
import dev.hearken.registry.problem.ProblemException;
import dev.hearken.registry.problem.ProblemType;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/** Gives orders to the dispatchers and waits until the brokers have them. */
@Singleton
class Orders {
    private static final Logger LOG = Logger.getLogger(Orders.class);

    private final RedeliveryPublisher publisher;
    private final RedeliveryConfig config;

    Orders(RedeliveryPublisher publisher, RedeliveryConfig config) {
        this.publisher = publisher;
        this.config = config;
    }

    /** @throws ProblemException {@link ProblemType#NOT_ACKNOWLEDGED} if the brokers do not confirm it in time */
    void give(Redelivery redelivery) {
        await(List.of(begin(redelivery)));
    }

    /** @throws ProblemException {@link ProblemType#NOT_ACKNOWLEDGED} if the brokers do not confirm it in time */
    void give(Cancellation cancellation) {
        await(List.of(publisher.publish(cancellation)));
    }

    /** By {@link System#nanoTime}, when somebody who begins now with many shall stop. */
    long endOfMany() {
        return System.nanoTime() + config.bulkTimeout().toNanos();
    }

    /** Gives one of many; to be awaited. */
    CompletionStage<Void> begin(Redelivery redelivery) {
        return publisher.publish(redelivery);
    }

    /**
     * @throws ProblemException {@link ProblemType#NOT_ACKNOWLEDGED} if the brokers do not confirm all of them in time
     */
    void await(Collection<CompletionStage<Void>> orders) {
        CompletableFuture<Void> all = CompletableFuture.allOf(
                orders.stream().map(CompletionStage::toCompletableFuture).toArray(CompletableFuture[]::new));
        try {
            all.get(config.ackTimeout().plusSeconds(1).toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.debugf("An order is not confirmed: %s", e);
            throw unconfirmed();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unconfirmed();
        }
    }

    private static ProblemException unconfirmed() {
        return new ProblemException(
                ProblemType.NOT_ACKNOWLEDGED, "It may be carried out nevertheless; look, then try again");
    }
}
