package dev.hearken.dispatcher.owned;

import dev.hearken.dispatcher.platform.InstanceName;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The locks of all lanes of all instances.
 *
 * <p>Who takes a partition of {@code hearken.owned} over writes a fence with a greater number than any before. What
 * another one writes about the partition after it (it had been asleep) counts for nobody, and the owner writes its own
 * word over it, so that it does not outlive the fence.
 */
@Singleton
class LaneLocks {
    private final LaneLockPublisher publisher;
    private final String self;
    private final KeyedChain chain = new KeyedChain();
    private final ConcurrentMap<String, LaneLock> heard = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Word> said = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Integer> late = new ConcurrentHashMap<>();
    private final ConcurrentMap<Integer, Fence> fences = new ConcurrentHashMap<>();
    private final ConcurrentMap<Integer, Long> claimed = new ConcurrentHashMap<>();
    private final Set<Integer> owned = ConcurrentHashMap.newKeySet();

    /** Our word that the topic has not repeated yet; without a lock the lane is open. */
    private record Word(int partition, @Nullable LaneLock lock) {}

    private record Fence(long number, String writer) {}

    LaneLocks(LaneLockPublisher publisher, InstanceName instance, RandomGenerator random) {
        this.publisher = publisher;
        // Another process of the same name is another writer.
        this.self = instance + "/" + Long.toHexString(random.nextLong());
    }

    /** The lane's lock, empty if it is open. */
    Optional<LaneLock> find(String lane) {
        Word word = said.get(lane);
        return Optional.ofNullable(word == null ? heard.get(lane) : word.lock());
    }

    /** How many lanes are locked, of all instances. */
    int size() {
        return heard.size();
    }

    /** Fences the partitions; {@link #holds} says when it is heard. */
    void claim(Collection<Integer> partitions) {
        partitions.forEach(this::fence);
    }

    /** Whether everything that others wrote before our fences was heard, and nothing that comes later counts. */
    boolean holds(Collection<Integer> partitions) {
        return partitions.stream()
                .allMatch(partition -> isFencedByUs(partition, claimed.getOrDefault(partition, Long.MAX_VALUE)));
    }

    /** From now on our word is the truth. */
    void own(Collection<Integer> partitions) {
        claimed.keySet().removeAll(partitions);
        owned.addAll(partitions);
        late.forEach((lane, partition) -> {
            if (partitions.contains(partition)) {
                late.remove(lane);
                restate(lane, partition);
            }
        });
    }

    /** Others have the say. */
    void disown(Collection<Integer> partitions) {
        claimed.keySet().removeAll(partitions);
        owned.removeAll(partitions);
        said.values().removeIf(word -> partitions.contains(word.partition()));
    }

    /**
     * Takes the owner's word, by which a lane is locked, or open if the lock is over. Begins at once; completes when
     * the broker has it.
     */
    Uni<Void> write(String lane, LaneLock lock) {
        Word word = new Word(lock.partition(), lock.isOver() ? null : lock);
        said.put(lane, word);
        CompletableFuture<Void> written = new CompletableFuture<>();
        chain.run(lane, () -> publisher.publish(lane, self, word.partition(), word.lock()))
                .subscribe()
                .with(done -> written.complete(null), written::completeExceptionally);
        return Uni.createFrom().completionStage(written);
    }

    /**
     * What the topic says of a lane.
     *
     * @param partition of {@code hearken.owned} that the writer meant to own
     * @param lock null if the lane is open
     */
    void heard(String lane, String writer, int partition, @Nullable LaneLock lock) {
        Fence fence = fences.get(partition);
        if (fence != null && !fence.writer().equals(writer)) {
            if (owned.contains(partition)) {
                restate(lane, partition);
            } else {
                late.put(lane, partition);
            }
            return;
        }
        late.remove(lane);
        if (lock == null) {
            heard.remove(lane);
        } else {
            heard.put(lane, lock);
        }
        if (writer.equals(self)) {
            said.remove(lane, new Word(partition, lock));
        }
    }

    /** What the topic says of a partition. */
    void heardFence(int partition, String writer, long number) {
        fences.merge(
                partition, new Fence(number, writer), (before, now) -> now.number() > before.number() ? now : before);
        boolean wanted = owned.contains(partition) || (claimed.containsKey(partition) && writer.equals(self));
        if (wanted && !isFencedByUs(partition, 0)) {
            fence(partition);
        }
    }

    private boolean isFencedByUs(int partition, long since) {
        Fence fence = fences.get(partition);
        return fence != null && fence.writer().equals(self) && fence.number() >= since;
    }

    private void fence(int partition) {
        Fence before = fences.get(partition);
        long number = before == null ? 1 : before.number() + 1;
        if (!owned.contains(partition)) {
            claimed.put(partition, number);
        }
        publisher.fence(partition, self, number).subscribe().with(done -> {});
    }

    private void restate(String lane, int partition) {
        chain.run(
                        lane,
                        () -> publisher.publish(
                                lane, self, partition, find(lane).orElse(null)))
                .subscribe()
                .with(done -> {});
    }
}
