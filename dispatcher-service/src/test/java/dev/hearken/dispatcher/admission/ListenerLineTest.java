package dev.hearken.dispatcher.admission;

import dev.hearken.dispatcher.admission.Ticket.Admitted;
import dev.hearken.dispatcher.admission.Ticket.Refused;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ListenerLineTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    /** The line's own releases read the real clock, so the tests count from it. */
    private final long start = System.nanoTime();

    private final ListenerLine line = new ListenerLine(2, 3, 2 * SECOND, start);
    private final List<Ticket> tickets = new ArrayList<>();

    @Test
    void admitsAsManyAsThereAreSlots() {
        // when
        enter(3);

        // then
        assertThat(tickets).hasSize(2).allMatch(Admitted.class::isInstance);
    }

    @Test
    void handsAFreeSlotToTheHeadOfTheLine() {
        // given
        enter(3);

        // when
        release(0);

        // then
        assertThat(tickets).hasSize(3).allMatch(Admitted.class::isInstance);
    }

    @Test
    void letsALineThatMovesFastGrow() {
        // when
        enter(200);

        // then
        assertThat(tickets).hasSize(2);
    }

    @Test
    void refusesMoreThanAShortLineWhenItsHeadHasWaitedLong() {
        // given
        enter(2 + 3);
        ListenerLine slow = new ListenerLine(1, 1, 2 * SECOND, start);
        slow.enter(tickets::add, start);
        slow.enter(tickets::add, start);

        // when
        tickets.clear();
        slow.enter(tickets::add, start + 3 * SECOND);

        // then
        assertThat(tickets).singleElement().isInstanceOf(Refused.class);
    }

    @Test
    void turnsAwayALineThatDoesNotMoveAndWhoComesNext() {
        // given
        enter(2 + 3);

        // when
        line.turnAway(start + SECOND);
        int early = tickets.size();
        line.turnAway(start + 3 * SECOND);
        line.enter(tickets::add, start + 3 * SECOND);

        // then
        assertThat(early).isEqualTo(2);
        assertThat(tickets.subList(2, 6)).hasSize(4).allMatch(Refused.class::isInstance);
    }

    @Test
    void closesOnlyWhenNobodyIsInIt() {
        // given
        enter(1);

        // when
        boolean whileTaken = line.closeIfEmpty();
        release(0);
        boolean whenEmpty = line.closeIfEmpty();

        // then
        assertThat(whileTaken).isFalse();
        assertThat(whenEmpty).isTrue();
        assertThat(line.enter(tickets::add, start)).isFalse();
    }

    private void enter(int times) {
        for (int i = 0; i < times; i++) {
            assertThat(line.enter(tickets::add, start)).isTrue();
        }
    }

    private void release(int ticket) {
        ((Admitted) tickets.get(ticket)).release().run();
    }
}
