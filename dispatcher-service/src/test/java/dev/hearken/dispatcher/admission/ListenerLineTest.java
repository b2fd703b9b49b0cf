package dev.hearken.dispatcher.admission;

import dev.hearken.dispatcher.admission.BreakerState.Rules;
import dev.hearken.dispatcher.admission.Ticket.Admitted;
import dev.hearken.dispatcher.admission.Ticket.Refused;
import dev.hearken.model.listener.ListenerId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

import static dev.hearken.dispatcher.admission.Origin.FRESH;
import static org.assertj.core.api.Assertions.assertThat;

class ListenerLineTest {
    private static final Instant START = Instant.parse("2026-01-07T02:00:00Z");
    private static final ListenerId LISTENER = new ListenerId("01JDXYZABCDEFGHJKMNPQRSTVW");
    private static final String URL = "https://a.example/";
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private Duration elapsed = Duration.ZERO;
    private final EgressGuard guard = new EgressGuard(5, 0.9, Duration.ofSeconds(30), () -> START.plus(elapsed));
    private final Shared shared = shared(100, 10_000_000);
    private final HostSlots host = host(50);
    private final ListenerLine line = new ListenerLine(shared);
    private final List<Ticket> tickets = new ArrayList<>();

    private Shared shared(int slots, long bytes) {
        return new Shared(
                PATIENCE.toNanos(),
                new SharedCapacity(slots),
                new SharedCapacity(bytes),
                guard,
                new Rules(Duration.ofMinutes(5), 0.7, 10, 5, Duration.ofSeconds(30), Duration.ofMinutes(10), 0),
                new ArrayDeque<>(),
                () -> elapsed.toNanos(),
                () -> START.plus(elapsed),
                new Random(1));
    }

    private HostSlots host(int slots) {
        return new HostSlots(slots, guard.host("a.example"), elapsed.toNanos());
    }

    @Test
    void admitsAsManyAsTheListenerHasSlots() {
        // when
        enter(line, FRESH, 3);

        // then
        assertThat(tickets).hasSize(2).allMatch(Admitted.class::isInstance);
    }

    @Test
    void handsAFreeSlotToTheHeadOfTheLine() {
        // given
        enter(line, FRESH, 3);

        // when
        release(0, Feedback.DELIVERED);

        // then
        assertThat(tickets).hasSize(3).allMatch(Admitted.class::isInstance);
    }

    @Test
    void letsFreshAndRetriedOnesShareTheSlotsSevenToThree() {
        // given
        enter(line, FRESH, 2);
        List<Origin> admitted = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            for (Origin origin : Origin.values()) {
                line.enter(entrant(origin, 0), host, ticket -> {
                    admitted.add(origin);
                    tickets.add(ticket);
                });
            }
        }

        // when
        for (int i = 0; i < 100; i++) {
            release(i, Feedback.DELIVERED);
        }

        // then
        assertThat(admitted).hasSize(100).filteredOn(FRESH::equals).hasSize(70);
    }

    @Test
    void refusesWhoHasWaitedForLongerThanPatience() {
        // given
        enter(line, FRESH, 2);
        elapse(Duration.ofMillis(1900));
        release(0, Feedback.DELIVERED);
        enter(line, FRESH, 1);
        enter(line, FRESH, 2);
        elapse(Duration.ofMillis(1900));
        release(1, Feedback.DELIVERED);
        int before = tickets.size();

        // when
        elapse(Duration.ofMillis(200));
        line.sweep();

        // then
        assertThat(before).isEqualTo(4);
        assertThat(refusals(tickets.subList(4, 5))).containsExactly(Refusal.LISTENER_FULL);
    }

    @Test
    void refusesALineThatDoesNotMoveAndWhoComesNext() {
        // given
        enter(line, FRESH, 2 + 3);

        // when
        elapse(Duration.ofSeconds(1));
        line.sweep();
        int early = tickets.size();
        elapse(Duration.ofMillis(1100));
        line.sweep();
        enter(line, FRESH, 1);

        // then
        assertThat(early).isEqualTo(2);
        assertThat(refusals(tickets.subList(2, 6))).hasSize(4).containsOnly(Refusal.LISTENER_FULL);
    }

    @Test
    void letsABurstForAFastListenerWait() {
        // given
        enter(line, FRESH, 2);

        // when
        enter(line, FRESH, 500);

        // then
        assertThat(tickets).hasSize(2);
    }

    @Test
    void refusesAtOnceWhoWouldWaitForLongerThanPatienceAsTheSlotsMove() {
        // given
        enter(line, FRESH, 2);
        takeTurns(40, Duration.ofMillis(100));
        tickets.clear();

        // when
        enter(line, FRESH, 40);

        // then
        assertThat(refusals(tickets)).hasSize(20).containsOnly(Refusal.LISTENER_FULL);
    }

    @Test
    void remembersThatAListenerWasSlowWhenItsSlotsComeFree() {
        // given
        enter(line, FRESH, 2);
        elapse(Duration.ofSeconds(15));
        release(0, Feedback.DELIVERED);
        release(1, Feedback.DELIVERED);
        tickets.clear();

        // when
        enter(line, FRESH, 3);

        // then
        assertThat(tickets).hasSize(3);
        assertThat(refusals(tickets)).containsExactly(Refusal.LISTENER_FULL);
    }

    @Test
    void turnsNobodyAwayForAMomentInWhichNothingMoved() {
        // given
        enter(line, FRESH, 2);
        takeTurns(40, Duration.ofMillis(1));
        elapse(Duration.ofMillis(200));
        release(40, Feedback.DELIVERED);
        enter(line, FRESH, 1);
        tickets.clear();

        // when
        enter(line, FRESH, 60);

        // then
        assertThat(refusals(tickets)).isEmpty();
    }

    @Test
    void doesNotTakeManySlotsThatComeFreeInOneMomentForAFastListener() {
        // given
        for (int i = 0; i < 10; i++) {
            enter(line, FRESH, 2);
            elapse(PATIENCE.plusMillis(500));
            release(0, Feedback.DELIVERED);
            release(1, Feedback.DELIVERED);
            tickets.clear();
        }

        // when
        enter(line, FRESH, 10);

        // then
        assertThat(refusals(tickets)).hasSize(7).containsOnly(Refusal.LISTENER_FULL);
    }

    @Test
    void tellsWhomItTurnsAwayToComeBackOneAfterTheOther() {
        // given
        enter(line, FRESH, 2);
        elapse(PATIENCE.plusMillis(1));
        release(0, Feedback.DELIVERED);
        enter(line, FRESH, 1);
        elapse(PATIENCE.plusMillis(1));

        // when
        enter(line, FRESH, 500);

        // then
        List<Duration> stays = tickets.subList(3, 503).stream()
                .map(ticket -> ((Refused) ticket).notBefore().orElseThrow())
                .map(time -> Duration.between(START.plus(elapsed), time))
                .toList();
        assertThat(stays.get(0)).isEqualTo(Duration.ofSeconds(5));
        assertThat(stays.get(499)).isEqualTo(Duration.ofMillis(5_499));
    }

    @Test
    void sharesTheSlotsOfAHostWithOtherListenersInTurn() {
        // given
        HostSlots narrow = host(1);
        ListenerLine other = new ListenerLine(shared);
        List<String> admitted = new ArrayList<>();
        line.enter(entrant(FRESH, 0), narrow, tickets::add);
        line.enter(entrant(FRESH, 0), narrow, ticket -> note(admitted, "mine", ticket));
        line.enter(entrant(FRESH, 0), narrow, ticket -> note(admitted, "mine", ticket));
        other.enter(entrant(FRESH, 0), narrow, ticket -> note(admitted, "other", ticket));

        // when
        release(0, Feedback.DELIVERED);
        release(1, Feedback.DELIVERED);
        release(2, Feedback.DELIVERED);

        // then
        assertThat(admitted).containsExactly("mine", "other", "mine");
    }

    @Test
    void refusesAtOnceWhileAHostThatOthersHoldDoesNotMove() {
        // given
        HostSlots narrow = host(1);
        ListenerLine other = new ListenerLine(shared);
        other.enter(entrant(FRESH, 0), narrow, tickets::add);
        elapse(Duration.ofSeconds(3));

        // when
        line.enter(entrant(FRESH, 0), narrow, tickets::add);

        // then
        assertThat(refusals(tickets)).containsExactly(Refusal.HOST_FULL);
    }

    @Test
    void countsEachDeliveryOfAListenerAgainstTheHostWhereItGoes() {
        // given
        HostSlots first = host(1);
        HostSlots second = host(1);
        line.enter(entrant(FRESH, 0), first, tickets::add);
        line.enter(entrant(FRESH, 0), first, tickets::add);
        line.enter(entrant(FRESH, 0), second, tickets::add);

        // when
        int before = tickets.size();
        release(0, Feedback.DELIVERED);

        // then
        assertThat(before).isEqualTo(1);
        assertThat(tickets).hasSize(3).allMatch(Admitted.class::isInstance);
        assertThat(first.taken()).isEqualTo(1);
        assertThat(second.taken()).isEqualTo(1);
    }

    @Test
    void keepsPartOfTheInstanceForListenersThatHoldLittle() {
        // given
        Shared small = shared(10, 10_000_000);
        ListenerLine greedy = new ListenerLine(small);
        Entrant one = new Entrant(LISTENER, URL, 20, FRESH, 0);
        for (int i = 0; i < 20; i++) {
            greedy.enter(one, host, tickets::add);
        }
        int taken = tickets.size();

        // when
        enter(new ListenerLine(small), FRESH, 2);

        // then
        assertThat(taken).isEqualTo(5);
        assertThat(tickets).hasSize(7).allMatch(Admitted.class::isInstance);
    }

    @Test
    void goesOnWhenTheInstanceHasSlotsAgain() {
        // given
        Shared small = shared(2, 10_000_000);
        ListenerLine one = new ListenerLine(small);
        ListenerLine two = new ListenerLine(small);
        ListenerLine three = new ListenerLine(small);
        enter(one, FRESH, 1);
        enter(two, FRESH, 1);
        enter(three, FRESH, 3);
        int before = tickets.size();

        // when
        release(0, Feedback.DELIVERED);
        release(1, Feedback.DELIVERED);
        release(2, Feedback.DELIVERED);

        // then
        assertThat(before).isEqualTo(2);
        assertThat(tickets).hasSize(4).allMatch(Admitted.class::isInstance);
    }

    @Test
    void refusesWhatTheInstanceHasNoBytesFor() {
        // given
        Shared small = shared(100, 10_000);
        ListenerLine first = new ListenerLine(small);
        first.enter(entrant(FRESH, 8_000), host, tickets::add);

        // when
        new ListenerLine(small).enter(entrant(FRESH, 500), host, tickets::add);
        release(0, Feedback.DELIVERED);
        new ListenerLine(small).enter(entrant(FRESH, 500), host, tickets::add);

        // then
        assertThat(refusals(tickets)).containsExactly(Refusal.INSTANCE_FULL);
        assertThat(tickets.get(2)).isInstanceOf(Admitted.class);
    }

    @Test
    void turnsTheLineAwayWhenTheBreakerOpensAndTellsWhenToAskAgain() {
        // given
        for (int i = 0; i < 4; i++) {
            enter(line, FRESH, 1);
            release(i, Feedback.UNREACHABLE);
        }
        enter(line, FRESH, 2 + 3);

        // when
        boolean closed = release(4, Feedback.UNREACHABLE);
        enter(line, FRESH, 1);

        // then
        assertThat(closed).isFalse();
        assertThat(tickets.subList(6, 10)).allSatisfy(ticket -> {
            assertThat(ticket).isInstanceOf(Refused.class);
            assertThat(((Refused) ticket).reason()).isEqualTo(Refusal.BREAKER_OPEN);
            assertThat(((Refused) ticket).notBefore().orElseThrow())
                    .isBetween(START.plusSeconds(30), START.plusSeconds(36));
        });
    }

    @Test
    void letsATestPassAnOpenBreakerThatLearnsNothingFromIt() {
        // given
        open();
        tickets.clear();

        // when
        enter(line, Origin.TEST, 1);
        boolean closed = release(0, Feedback.DELIVERED);
        enter(line, FRESH, 1);

        // then
        assertThat(tickets.get(0)).isInstanceOf(Admitted.class);
        assertThat(closed).isFalse();
        assertThat(tickets.get(1)).isInstanceOf(Refused.class);
    }

    @Test
    void probesStepByStepWhenTheBreakersTimeIsOver() {
        // given
        open();
        tickets.clear();
        elapse(Duration.ofSeconds(31));

        // when
        enter(line, FRESH, 3);
        int first = tickets.size();
        boolean closedAfterOne = release(0, Feedback.DELIVERED);
        int second = tickets.size();
        release(1, Feedback.DELIVERED);
        boolean closedAfterThree = release(2, Feedback.DELIVERED);

        // then
        assertThat(first).isEqualTo(1);
        assertThat(closedAfterOne).isFalse();
        assertThat(second).isEqualTo(3);
        assertThat(closedAfterThree).isTrue();
    }

    @Test
    void isNotMovedByAnAttemptThatBeganBeforeTheBreakerOpened() {
        // given
        enter(line, FRESH, 1);
        for (int i = 1; i < 6; i++) {
            enter(line, FRESH, 1);
            release(i, Feedback.UNREACHABLE);
        }

        // when
        boolean closed = release(0, Feedback.DELIVERED);

        // then
        assertThat(closed).isFalse();
    }

    @Test
    void blamesNoEndpointWhileThisSideIsAtFault() {
        // given
        for (int i = 0; i < 5; i++) {
            guard.saw(guard.host("other-" + i), EgressGuard.Leave.FREE, Feedback.UNREACHABLE);
        }

        // when
        for (int i = 0; i < 6; i++) {
            enter(line, FRESH, 1);
            release(i, Feedback.UNREACHABLE);
        }

        // then
        assertThat(guard.isDown()).isTrue();
        assertThat(line.isBreakerClosed()).isTrue();
    }

    @Test
    void refusesWhileAnotherProbesAHostThatFailed() {
        // given
        for (int i = 0; i < 5; i++) {
            guard.saw(guard.host("other-" + i), EgressGuard.Leave.FREE, Feedback.UNREACHABLE);
        }
        guard.saw(guard.host("a.example"), EgressGuard.Leave.FREE, Feedback.UNREACHABLE);
        guard.ask(guard.host("other-0"));

        // when
        enter(line, FRESH, 1);

        // then
        assertThat(refusals(tickets)).hasSameSizeAs(tickets).containsExactly(Refusal.EGRESS_DOWN);
    }

    @Test
    void givesBackEverythingItTook() {
        // when
        enter(line, FRESH, 2 + 4);
        elapse(Duration.ofSeconds(3));
        line.sweep();
        release(0, Feedback.DELIVERED);
        release(1, Feedback.FAILING);

        // then
        assertThat(shared.slots().taken()).isZero();
        assertThat(shared.bytes().taken()).isZero();
        assertThat(host.isIdle()).isTrue();
    }

    @Test
    void closesOnlyWhenNobodyIsInItAndNoFailureCounts() {
        // given
        enter(line, FRESH, 1);

        // when
        boolean whileTaken = line.closeIfIdle();
        release(0, Feedback.FAILING);
        boolean afterAFailure = line.closeIfIdle();
        elapse(Duration.ofMinutes(6));
        boolean later = line.closeIfIdle();

        // then
        assertThat(whileTaken).isFalse();
        assertThat(afterAFailure).isFalse();
        assertThat(later).isTrue();
        assertThat(line.enter(entrant(FRESH, 0), host, tickets::add)).isFalse();
    }

    @Test
    void turnsACrowdAwayWhoseHeadWouldHaveNoChance() {
        // given
        enter(line, FRESH, 2);
        Optional<Refused> before = line.turnAway(100, FRESH);
        elapse(Duration.ofSeconds(3));

        // when
        Optional<Refused> stalled = line.turnAway(100, FRESH);
        Optional<Refused> next = line.turnAway(1, Origin.RETRIED);

        // then
        assertThat(before).isEmpty();
        assertThat(stalled).map(Refused::reason).contains(Refusal.LISTENER_FULL);
        assertThat(stalled).flatMap(Refused::notBefore).contains(START.plusSeconds(3 + 5));
        assertThat(next).flatMap(Refused::notBefore).contains(START.plusMillis(3_000 + 5_000 + 100));
        assertThat(tickets).as("nobody was let in").hasSize(2);
    }

    @Test
    void turnsACrowdAwayWhileTheBreakerIsOpen() {
        // given
        open();

        // when
        Optional<Refused> refused = line.turnAway(7, Origin.RETRIED);

        // then
        assertThat(refused).map(Refused::reason).contains(Refusal.BREAKER_OPEN);
        assertThat(refused).flatMap(Refused::notBefore).isPresent();
    }

    @Test
    void turnsNoCrowdAwayWhileThereAreSlots() {
        // given
        enter(line, FRESH, 1);
        elapse(Duration.ofSeconds(3));

        // when, then
        assertThat(line.turnAway(100, FRESH)).isEmpty();
    }

    private void open() {
        for (int i = 0; i < 5; i++) {
            enter(line, FRESH, 1);
            release(i, Feedback.UNREACHABLE);
        }
    }

    private void note(List<String> admitted, String name, Ticket ticket) {
        tickets.add(ticket);
        admitted.add(name);
    }

    private static Entrant entrant(Origin origin, int bytes) {
        return new Entrant(LISTENER, URL, 2, origin, bytes);
    }

    private static List<Refusal> refusals(List<Ticket> tickets) {
        return tickets.stream()
                .filter(Refused.class::isInstance)
                .map(ticket -> ((Refused) ticket).reason())
                .toList();
    }

    private void enter(ListenerLine into, Origin origin, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(into.enter(entrant(origin, 0), host, tickets::add)).isTrue();
        }
    }

    /** The oldest slot is given back and taken anew, again and again. */
    private void takeTurns(int times, Duration each) {
        for (int i = 0; i < times; i++) {
            elapse(each);
            release(i, Feedback.DELIVERED);
            enter(line, FRESH, 1);
        }
    }

    private boolean release(int ticket, Feedback feedback) {
        return ((Admitted) tickets.get(ticket)).slot().release(feedback);
    }

    private void elapse(Duration time) {
        elapsed = elapsed.plus(time);
    }
}
