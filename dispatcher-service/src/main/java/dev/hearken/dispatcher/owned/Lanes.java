package dev.hearken.dispatcher.owned;

import dev.hearken.dispatcher.retry.RetryPublisher;
import dev.hearken.dispatcher.retry.WaitingRoom;
import dev.hearken.model.delivery.Delivery;
import dev.hearken.model.delivery.Order;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The lanes of the partitions that this instance owns; a lane exists while something is in it. */
@Singleton
class Lanes {
    private final LaneLocks locks;
    private final Pacers pacers;
    private final RetryPublisher retries;
    private final OwnedTelemetry telemetry;
    private final InstantSource time;
    private final ConcurrentMap<String, OwnedLane> lanes = new ConcurrentHashMap<>();

    private record OwnedLane(int partition, Lane lane) {}

    Lanes(LaneLocks locks, Pacers pacers, RetryPublisher retries, OwnedTelemetry telemetry, InstantSource time) {
        this.locks = locks;
        this.pacers = pacers;
        this.retries = retries;
        this.telemetry = telemetry;
        this.time = time;
    }

    /** Completes when the delivery's record needs nothing more. */
    Uni<Void> enter(Delivery delivery, Order order, int partition, long offset) {
        Arrival arrival = new Arrival(delivery, partition, offset, time.instant());
        String key = OwnerKey.lane(delivery, order);
        OwnedLane lane = lanes.computeIfAbsent(key, k -> open(k, partition));
        while (!lane.lane().enter(arrival)) {
            lanes.remove(key, lane);
            lane = lanes.computeIfAbsent(key, k -> open(k, partition));
        }
        return Uni.createFrom().completionStage(arrival.settled());
    }

    private OwnedLane open(String key, int partition) {
        return new OwnedLane(partition, new Lane(locks.find(key).orElse(null), new Work(key, partition), time));
    }

    /** Sends away who has waited long enough, and forgets lanes that are empty. */
    void sweep() {
        lanes.forEach((key, lane) -> {
            lane.lane().sweep();
            if (lane.lane().closeIfIdle()) {
                lanes.remove(key, lane);
            }
        });
    }

    /** The partitions belong to another instance. */
    void lose(Collection<Integer> partitions) {
        lanes.forEach((key, lane) -> {
            if (partitions.contains(lane.partition())) {
                lane.lane().lose();
                lanes.remove(key, lane);
            }
        });
    }

    private final class Work implements LaneWork {
        private final String key;
        private final int partition;

        private Work(String key, int partition) {
            this.key = key;
            this.partition = partition;
        }

        /** Not on the caller's stack: what follows may be settled at once, and so on. */
        @Override
        public Uni<Void> take(Delivery delivery, WaitingRoom waiting) {
            return pacers.take(delivery, partition, waiting).emitOn(Infrastructure.getDefaultExecutor());
        }

        @Override
        public Uni<Void> retry(Delivery delivery) {
            return retries.publish(delivery);
        }

        @Override
        public Uni<Void> write(LaneLock lock) {
            return locks.write(key, lock);
        }

        @Override
        public void duplicate() {
            telemetry.duplicate();
        }

        @Override
        public void redirected() {
            telemetry.redirected();
        }
    }
}
