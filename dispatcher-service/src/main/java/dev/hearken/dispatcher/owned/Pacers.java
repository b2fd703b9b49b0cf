package dev.hearken.dispatcher.owned;

import dev.hearken.dispatcher.owned.Pacer.Permit;
import dev.hearken.dispatcher.retry.WaitingRoom;
import dev.hearken.model.delivery.Delivery;
import dev.hearken.model.listener.DeliveryPolicy.RateLimit;
import dev.hearken.model.listener.ListenerId;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Lets deliveries take their turn at their listener's rate, if it has one. */
@Singleton
class Pacers {
    private final Turn turn;
    private final OwnedTelemetry telemetry;
    private final Vertx vertx;
    private final InstantSource time;
    private final ConcurrentMap<ListenerId, OwnedPacer> pacers = new ConcurrentHashMap<>();
    private final ConcurrentMap<Integer, Long> gainedAt = new ConcurrentHashMap<>();

    private record OwnedPacer(int partition, Pacer pacer) {}

    Pacers(Turn turn, OwnedTelemetry telemetry, Vertx vertx, InstantSource time) {
        this.turn = turn;
        this.telemetry = telemetry;
        this.vertx = vertx;
        this.time = time;
    }

    /** Completes when the delivery is settled. */
    Uni<Void> take(Delivery delivery, int partition, WaitingRoom waiting) {
        return turn.limit(delivery)
                .map(limit -> enter(delivery, pacer(delivery.listener(), partition, limit), waiting))
                .orElseGet(() -> turn.take(delivery, waiting, () -> {}));
    }

    private Pacer pacer(ListenerId listener, int partition, RateLimit limit) {
        Pacer pacer = pacers.computeIfAbsent(listener, l -> new OwnedPacer(partition, open(partition, limit)))
                .pacer();
        pacer.adopt(limit);
        return pacer;
    }

    private Pacer open(int partition, RateLimit limit) {
        long since = gainedAt.computeIfAbsent(partition, p -> System.nanoTime());
        return new Pacer(limit, since, System::nanoTime, this::after);
    }

    private void after(long nanos, Runnable work) {
        vertx.setTimer(Duration.ofNanos(nanos).toMillis() + 1, timer -> work.run());
    }

    private Uni<Void> enter(Delivery delivery, Pacer pacer, WaitingRoom waiting) {
        return Uni.createFrom().emitter(emitter -> {
            boolean isNew = delivery.attempts().isEmpty() && delivery.due().equals(delivery.createdAt());
            OptionalLong slot = pacer.enter(new Waiting(delivery, waiting, emitter), isNew);
            slot.ifPresent(nanos -> sendAway(delivery, nanos, waiting, emitter));
        });
    }

    private void sendAway(Delivery delivery, long nanos, WaitingRoom waiting, UniEmitter<? super Void> emitter) {
        telemetry.rateLimited();
        turn.postpone(delivery, time.instant().plusNanos(nanos), waiting)
                .subscribe()
                .with(done -> emitter.complete(null), emitter::fail);
    }

    /** Forgets pacers that know nothing. */
    void sweep() {
        pacers.values().removeIf(owned -> owned.pacer().isIdle());
    }

    /** From now on this instance lets the deliveries of the partitions in. */
    void gain(Collection<Integer> partitions) {
        partitions.forEach(partition -> gainedAt.put(partition, System.nanoTime()));
    }

    /** The partitions belong to another instance. */
    void lose(Collection<Integer> partitions) {
        pacers.values().removeIf(owned -> {
            boolean isLost = partitions.contains(owned.partition());
            if (isLost) {
                owned.pacer().lose();
            }
            return isLost;
        });
    }

    /** A delivery in line. */
    private final class Waiting implements Pacer.Entry {
        private final Delivery delivery;
        private final WaitingRoom waiting;
        private final UniEmitter<? super Void> emitter;

        private Waiting(Delivery delivery, WaitingRoom waiting, UniEmitter<? super Void> emitter) {
            this.delivery = delivery;
            this.waiting = waiting;
            this.emitter = emitter;
        }

        @Override
        public void admitted(Permit permit) {
            turn.take(delivery, waiting, permit::began)
                    .onTermination()
                    .invoke(permit::leave)
                    .subscribe()
                    .with(done -> emitter.complete(null), emitter::fail);
        }

        @Override
        public void lost() {
            emitter.complete(null);
        }
    }
}
