package dev.hearken.dispatcher.owned;

import dev.hearken.dispatcher.platform.InstanceName;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The locks of all lanes of all instances. Of the partitions that this instance owns its own word is the truth: what
 * another one writes about them after they were taken over (it had been asleep) is overwritten.
 */
@ApplicationScoped
class LaneLocks {
    private final LaneLockPublisher publisher;
    private final String self;
    private final ConcurrentMap<String, LaneLock> locks = new ConcurrentHashMap<>();
    private final Set<Integer> owned = ConcurrentHashMap.newKeySet();
    private final KeyedChain chain = new KeyedChain();

    LaneLocks(LaneLockPublisher publisher, InstanceName instance, RandomGenerator random) {
        this.publisher = publisher;
        // Another process of the same name is another writer.
        this.self = instance + "/" + Long.toHexString(random.nextLong());
    }

    /** The lane's lock, empty if it is open. */
    Optional<LaneLock> find(String lane) {
        return Optional.ofNullable(locks.get(lane));
    }

    /** How many lanes are locked, of all instances. */
    int size() {
        return locks.size();
    }

    /** Everything about these partitions was heard; from now on this instance has the say. */
    void own(Collection<Integer> partitions) {
        owned.addAll(partitions);
    }

    /** Others have the say. */
    void disown(Collection<Integer> partitions) {
        owned.removeAll(partitions);
    }

    /**
     * Takes the owner's word, by which a lane is locked, or open if the lock is over. Begins at once; completes when
     * the broker has it.
     */
    Uni<Void> write(String lane, LaneLock lock) {
        @Nullable LaneLock kept = lock.isOver() ? null : lock;
        keep(lane, kept);
        CompletableFuture<Void> written = new CompletableFuture<>();
        chain.run(lane, () -> publisher.publish(lane, self, lock.partition(), kept))
                .subscribe()
                .with(done -> written.complete(null), written::completeExceptionally);
        return Uni.createFrom().completionStage(written);
    }

    /**
     * What the topic says.
     *
     * @param partition of {@code hearken.owned} that the writer meant to own
     * @param lock null if the lane is open
     */
    void heard(String lane, String writer, int partition, @Nullable LaneLock lock) {
        if (writer.equals(self)) {
            return;
        }
        if (owned.contains(partition)) {
            chain.run(lane, () -> publisher.publish(lane, self, partition, locks.get(lane)))
                    .subscribe()
                    .with(done -> {});
            return;
        }
        keep(lane, lock);
    }

    private void keep(String lane, @Nullable LaneLock lock) {
        if (lock == null) {
            locks.remove(lane);
        } else {
            locks.put(lane, lock);
        }
    }
}
