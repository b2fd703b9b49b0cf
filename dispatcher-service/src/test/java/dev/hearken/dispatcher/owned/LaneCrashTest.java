package dev.hearken.dispatcher.owned;

import dev.hearken.dispatcher.retry.WaitingRoom;
import dev.hearken.model.TenantId;
import dev.hearken.model.delivery.Delivery;
import dev.hearken.model.delivery.DeliveryId;
import dev.hearken.model.delivery.DeliveryJson;
import dev.hearken.model.delivery.Order;
import dev.hearken.model.delivery.RenderedBody;
import dev.hearken.model.delivery.SourceRecord;
import dev.hearken.model.listener.ListenerId;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A lane, its topics and its endpoint in one thread, where everything that takes time ends in an order of chance and
 * owners die, or fall asleep and wake up late, at any step.
 */
class LaneCrashTest {
    private static final int RUNS = 300;
    private static final int EVENTS = 90;
    private static final ListenerId LISTENER = new ListenerId("01JDXYZABCDEFGHJKMNPQRSTVW");

    /** What the broker and the endpoint have. */
    private static final class World {
        private final Random random;
        private final boolean sleepers;
        private final List<Delivery> log = new ArrayList<>();
        private final List<Integer> offsets = new ArrayList<>();
        private final List<Delivery> waiting = new ArrayList<>();
        private final List<String> arrived = new ArrayList<>();
        private final List<Owner> asleep = new ArrayList<>();
        private byte @Nullable [] lock;
        private int committed;
        private Instant now = Instant.parse("2026-01-07T02:15:00Z");
        private Owner owner;
        private int given;

        World(long seed, boolean sleepers) {
            this.random = new Random(seed);
            this.sleepers = sleepers;
            this.owner = new Owner(this);
        }

        void append(Delivery delivery) {
            offsets.add(offsets.isEmpty() ? 7 : offsets.get(offsets.size() - 1) + 1 + random.nextInt(3));
            log.add(delivery);
        }

        boolean isOver() {
            return given == EVENTS && waiting.isEmpty() && committed == log.size() && owner.isIdle();
        }

        /** One step of chance. */
        void step(int crashes) {
            int dice = random.nextInt(1_000);
            if (dice < crashes) {
                crash();
            } else if (dice < 250 && given < EVENTS) {
                append(event(++given, now));
            } else if (dice < 350) {
                now = now.plusMillis(random.nextInt(1_500));
                owner.lane.sweep();
            } else if (dice < 500) {
                comeBack();
            } else if (dice < 700) {
                owner.read();
            } else if (dice < 740 && !asleep.isEmpty()) {
                asleep.get(random.nextInt(asleep.size())).endOne();
            } else {
                owner.endOne();
            }
            owner.commit();
        }

        private void comeBack() {
            waiting.stream()
                    .filter(delivery -> !delivery.due().isAfter(now))
                    .findFirst()
                    .ifPresent(due -> {
                        waiting.remove(due);
                        append(due);
                    });
        }

        /** What was under way may have come about, or not. */
        private void crash() {
            if (sleepers && random.nextBoolean()) {
                asleep.add(owner);
            } else {
                owner.isAlive = false;
                while (random.nextInt(3) > 0 && owner.endOne()) {
                    // What the broker still got.
                }
            }
            owner = new Owner(this);
        }
    }

    /** One owner's memory. */
    private static final class Owner implements LaneWork {
        private final World world;
        private final Map<Integer, CompletableFuture<Void>> read = new java.util.TreeMap<>();
        private final List<Runnable> underWay = new ArrayList<>();
        private final Deque<Runnable> writes = new ArrayDeque<>();
        private @Nullable LaneLock lock;
        private Lane lane;
        private int position;
        private boolean isAlive = true;

        Owner(World world) {
            this.world = world;
            this.lock = Optional.ofNullable(world.lock)
                    .flatMap(json -> DeliveryJson.read(json, LaneLock.class))
                    .orElse(null);
            this.position = world.committed;
            this.lane = new Lane(lock, this, () -> world.now);
        }

        void read() {
            if (position < world.log.size()) {
                Arrival arrival = new Arrival(world.log.get(position), 0, world.offsets.get(position), world.now);
                read.put(position++, arrival.settled());
                if (!lane.enter(arrival)) {
                    lane = new Lane(lock, this, () -> world.now);
                    assertThat(lane.enter(arrival)).isTrue();
                }
                if (world.random.nextInt(10) == 0) {
                    lane.closeIfIdle();
                }
            }
        }

        void commit() {
            while (read.containsKey(world.committed)
                    && read.get(world.committed).isDone()) {
                assertThat(read.get(world.committed)).isCompleted();
                world.committed++;
            }
        }

        boolean isIdle() {
            return underWay.isEmpty() && writes.isEmpty();
        }

        /** Ends something that is under way; writes of locks end in their order. */
        boolean endOne() {
            int choice = world.random.nextInt(underWay.size() + 1);
            if (choice < underWay.size()) {
                underWay.remove(choice).run();
                return true;
            }
            if (!writes.isEmpty()) {
                writes.remove().run();
                return true;
            }
            return !underWay.isEmpty();
        }

        private Uni<Void> later(Runnable effect) {
            return Uni.createFrom()
                    .emitter(emitter -> underWay.add(() -> {
                        effect.run();
                        if (isAlive) {
                            emitter.complete(null);
                        }
                    }));
        }

        @Override
        public Uni<Void> take(Delivery delivery, WaitingRoom waiting) {
            boolean fails = world.random.nextInt(5) == 0;
            return fails
                    ? later(() -> {})
                            .chain(() -> waiting.publishIfItFits(
                                    delivery.withDue(world.now.plusMillis(world.random.nextInt(4_000)))))
                            .replaceWithVoid()
                    : later(() -> world.arrived.add(delivery.eventId()));
        }

        @Override
        public Uni<Void> retry(Delivery delivery) {
            return later(() -> world.waiting.add(delivery));
        }

        @Override
        public Uni<Void> write(LaneLock written) {
            lock = written.isOver() ? null : written;
            CompletableFuture<Void> done = new CompletableFuture<>();
            byte[] json = lock == null ? null : DeliveryJson.write(lock);
            writes.add(() -> {
                world.lock = json;
                if (world.owner != this) {
                    world.owner.restate();
                }
                if (isAlive) {
                    done.complete(null);
                }
            });
            return Uni.createFrom().completionStage(done);
        }

        /** Another one wrote about this lane after the fence: that counts for nobody. */
        private void restate() {
            world.lock = lock == null ? null : DeliveryJson.write(lock);
        }

        @Override
        public void duplicate() {}

        @Override
        public void redirected() {}
    }

    private static Delivery event(int number, Instant now) {
        return new Delivery(
                DeliveryId.of(TenantId.DEFAULT, "s", "e" + number, LISTENER),
                TenantId.DEFAULT,
                LISTENER,
                "e" + number,
                "execution.progress",
                new SourceRecord("t", 0, number, "x", Map.of(), new byte[0]),
                RenderedBody.NONE,
                now,
                now,
                List.of(),
                new Order("x", null),
                null);
    }

    @ParameterizedTest
    @CsvSource({"0, false", "8, false", "30, false", "8, true", "30, true"})
    void deliversEveryEventAndTheFirstTimeInOrder(int crashesPerThousandSteps, boolean sleepers) {
        long first = new Random().nextLong();
        for (int run = 0; run < RUNS; run++) {
            // given
            World world = new World(first + run, sleepers);

            // when
            int steps = 0;
            while (!world.isOver() && steps < 60_000) {
                world.step(steps < 4_000 ? crashesPerThousandSteps : 0);
                steps++;
            }

            // then
            List<String> expected =
                    IntStream.rangeClosed(1, EVENTS).mapToObj(n -> "e" + n).toList();
            assertThat(new LinkedHashSet<>(world.arrived))
                    .as("seed %d, after %d steps, lock %s", first + run, steps, world.owner.lock)
                    .containsExactlyElementsOf(expected);
            if (crashesPerThousandSteps == 0) {
                assertThat(world.arrived).as("seed %d", first + run).hasSize(EVENTS);
            }
            assertThat(world.owner.lane.isLocked()).as("seed %d", first + run).isFalse();
        }
    }
}
