package dev.hearken.dispatcher.admission;

import dev.hearken.dispatcher.admission.BreakerState.Rules;
import dev.hearken.dispatcher.admission.Ticket.Slot;
import dev.hearken.model.listener.ListenerId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;

import static org.assertj.core.api.Assertions.assertThat;

/** Many threads ask and release at once: everybody gets one answer, no bound is passed and nothing stays taken. */
class ListenerLineStressTest {
    private static final int LISTENERS = 20;
    private static final int ASKERS = 4;
    private static final int EACH = 5_000;
    private static final int HOST_SLOTS = 5;
    private static final int INSTANCE_SLOTS = 12;
    private static final ListenerId ID = new ListenerId("01JDXYZABCDEFGHJKMNPQRSTVW");

    private final EgressGuard guard = new EgressGuard(5, 0.9, Duration.ofSeconds(30), InstantSource.system());
    private final Shared shared = new Shared(
            Duration.ofSeconds(60).toNanos(),
            new SharedCapacity(INSTANCE_SLOTS),
            new SharedCapacity(Long.MAX_VALUE / 2),
            guard,
            new Rules(Duration.ofMinutes(5), 0.7, 10, 5, Duration.ofMillis(2), Duration.ofMillis(8), 0.2),
            new ConcurrentLinkedQueue<>(),
            System::nanoTime,
            InstantSource.system(),
            new Random(1));
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final AtomicInteger admitted = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final CountDownLatch answers = new CountDownLatch(ASKERS * EACH);

    @RepeatedTest(3)
    void answersEverybodyAndGivesEverythingBack() throws InterruptedException {
        // given
        List<HostSlots> hosts = new ArrayList<>();
        List<ListenerLine> lines = new ArrayList<>();
        for (int i = 0; i < LISTENERS; i++) {
            HostSlots host = new HostSlots(HOST_SLOTS, guard.host("h" + i % 4), System.nanoTime());
            hosts.add(i < 4 ? host : hosts.get(i % 4));
            lines.add(new ListenerLine(shared));
        }
        ExecutorService endpoints = Executors.newFixedThreadPool(4);
        ExecutorService askers = Executors.newFixedThreadPool(ASKERS);

        // when
        for (int i = 0; i < ASKERS; i++) {
            askers.execute(() -> {
                for (int k = 0; k < EACH; k++) {
                    int index = ThreadLocalRandom.current().nextInt(LISTENERS);
                    Origin origin = k % 3 == 0 ? Origin.RETRIED : Origin.FRESH;
                    Entrant entrant = new Entrant(ID, "https://h/", 4, origin, k % 100);
                    lines.get(index).enter(entrant, hosts.get(index), ticket -> answer(ticket, endpoints));
                }
            });
        }
        boolean all = answers.await(60, TimeUnit.SECONDS);
        askers.shutdown();
        endpoints.shutdown();

        // then
        assertThat(all)
                .as("%d admitted, %d refused", admitted.get(), refused.get())
                .isTrue();
        assertThat(endpoints.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(admitted.get() + refused.get()).isEqualTo(ASKERS * EACH);
        assertThat(admitted).hasPositiveValue();
        assertThat(most).hasValueLessThanOrEqualTo(INSTANCE_SLOTS);
        assertThat(shared.slots().taken()).isZero();
        assertThat(shared.bytes().taken()).isZero();
        hosts.forEach(host -> assertThat(host.taken()).isZero());
    }

    private void answer(Ticket ticket, ExecutorService endpoints) {
        ticket.fold(
                given -> {
                    admitted.incrementAndGet();
                    most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                    endpoints.execute(() -> release(given.slot()));
                    return true;
                },
                no -> {
                    refused.incrementAndGet();
                    answers.countDown();
                    return true;
                });
    }

    private void release(Slot slot) {
        underWay.decrementAndGet();
        slot.release(ThreadLocalRandom.current().nextInt(10) == 0 ? Feedback.FAILING : Feedback.DELIVERED);
        answers.countDown();
    }
}
