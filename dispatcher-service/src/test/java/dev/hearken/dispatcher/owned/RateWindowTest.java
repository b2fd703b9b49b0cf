package dev.hearken.dispatcher.owned;

import dev.hearken.model.listener.DeliveryPolicy.RateLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RateWindowTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final RateLimit THREE_IN_TEN = new RateLimit(3, Duration.ofSeconds(10));

    @Test
    void beginsFull() {
        // given
        RateWindow window = RateWindow.full(THREE_IN_TEN, 5 * SECOND);

        // when / then
        assertThat(window.admit(15 * SECOND)).isFalse();
        assertThat(window.waitOf(1, 7 * SECOND)).isEqualTo(8 * SECOND);
        assertThat(window.waitOf(3, 7 * SECOND)).isEqualTo(8 * SECOND);
        assertThat(window.waitOf(4, 7 * SECOND)).isEqualTo(18 * SECOND);
        assertThat(window.admit(15 * SECOND + 1)).isTrue();
    }

    @Test
    void countsWhoWasLetInFromThenOnAndWhoBeganFromTheBeginning() {
        // given
        RateWindow window = RateWindow.full(THREE_IN_TEN, -100 * SECOND);

        // when
        assertThat(window.admit(0)).isTrue();
        assertThat(window.admit(0)).isTrue();
        assertThat(window.admit(0)).isTrue();
        window.began(4 * SECOND);
        window.leave();

        // then
        assertThat(window.admit(4 * SECOND)).as("one has left").isTrue();
        assertThat(window.admit(13 * SECOND)).isFalse();
        assertThat(window.waitOf(1, 13 * SECOND)).isEqualTo(SECOND);
        assertThat(window.admit(14 * SECOND + 1)).isTrue();
    }

    @RepeatedTest(50)
    void letsInAsManyAsTheLimitSaysInEveryWindowAndForgetsNobody() {
        // given
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        RateLimit limit = new RateLimit(1 + random.nextInt(6), Duration.ofSeconds(1 + random.nextInt(5)));
        long[] now = {0};
        TreeMap<Long, List<Runnable>> timers = new TreeMap<>();
        Pacer pacer = new Pacer(
                limit,
                0,
                () -> now[0],
                (nanos, work) -> timers.computeIfAbsent(now[0] + nanos, at -> new ArrayList<>())
                        .add(work));
        List<Long> begun = new ArrayList<>();
        int[] sentAway = {0};
        int all = 60;

        // when
        for (int i = 0; i < all; i++) {
            long at = (long) (random.nextDouble() * 20 * SECOND);
            timers.computeIfAbsent(at, t -> new ArrayList<>())
                    .add(new Visit(pacer, random, timers, now, begun, sentAway, true));
        }
        while (!timers.isEmpty()) {
            var next = timers.pollFirstEntry();
            now[0] = Math.max(now[0], next.getKey());
            next.getValue().forEach(Runnable::run);
        }

        // then
        assertThat(begun).as("seed %d", seed).hasSize(all);
        List<Long> sorted = begun.stream().sorted().toList();
        assertThat(sorted.get(0)).as("seed %d", seed).isGreaterThan(limit.per().toNanos());
        for (int i = limit.count(); i < all; i++) {
            assertThat(sorted.get(i) - sorted.get(i - limit.count()))
                    .as("seed %d, %d", seed, i)
                    .isGreaterThan(limit.per().toNanos());
        }
        assertThat(sentAway[0]).as("seed %d: hops", seed).isLessThan(20 * all);
    }

    /** Comes to the pacer, comes again when its slot begins, and begins a moment after it is let in, if at all. */
    private record Visit(
            Pacer pacer,
            Random random,
            TreeMap<Long, List<Runnable>> timers,
            long[] now,
            List<Long> begun,
            int[] sentAway,
            boolean isNew)
            implements Runnable, Pacer.Entry {
        @Override
        public void run() {
            OptionalLong slot = pacer.enter(this, isNew);
            slot.ifPresent(nanos -> {
                sentAway[0]++;
                comeBack(nanos);
            });
        }

        @Override
        public void admitted(Pacer.Permit permit) {
            if (random.nextInt(4) == 0) {
                permit.leave();
                comeBack(SECOND);
                return;
            }
            after(random.nextInt(1_000_000_000), () -> {
                begun.add(now[0]);
                permit.began();
                after(random.nextInt(1_000_000_000), permit::leave);
            });
        }

        @Override
        public void lost() {
            throw new AssertionError("nobody takes the listener away");
        }

        private void comeBack(long nanos) {
            Visit again = new Visit(pacer, random, timers, now, begun, sentAway, false);
            after(nanos, again);
        }

        private void after(long nanos, Runnable work) {
            timers.computeIfAbsent(now[0] + nanos, at -> new ArrayList<>()).add(work);
        }
    }
}
