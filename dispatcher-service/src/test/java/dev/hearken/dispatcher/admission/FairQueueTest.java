package dev.hearken.dispatcher.admission;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

import static dev.hearken.dispatcher.admission.Origin.FRESH;
import static dev.hearken.dispatcher.admission.Origin.RETRIED;
import static org.assertj.core.api.Assertions.assertThat;

class FairQueueTest {
    private final FairQueue<String> queue = new FairQueue<>();

    @Test
    void letsSevenFreshOnesLeaveForThreeRetriedOnesWhileBothWait() {
        // given
        fill(FRESH, "f", 100);
        fill(RETRIED, "r", 100);

        // when
        List<String> left = leave(100);

        // then
        assertThat(left).filteredOn(name -> name.startsWith("f")).hasSize(70);
        assertThat(left.subList(0, 10)).filteredOn(name -> name.startsWith("r")).hasSize(3);
    }

    @Test
    void givesEverythingToTheOnlyOnesWhoWait() {
        // given
        fill(RETRIED, "r", 20);

        // when
        List<String> left = leave(20);

        // then
        assertThat(left).hasSize(20).startsWith("r0", "r1", "r2");
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void keepsTheOrderOfEachLine() {
        // given
        fill(FRESH, "f", 5);
        fill(RETRIED, "r", 5);

        // when
        List<String> left = leave(10);

        // then
        assertThat(left).filteredOn(name -> name.startsWith("f")).containsExactly("f0", "f1", "f2", "f3", "f4");
        assertThat(left).filteredOn(name -> name.startsWith("r")).containsExactly("r0", "r1", "r2", "r3", "r4");
    }

    @Test
    void saysWhoIsNextAndLetsExactlyThatOneLeave() {
        // given
        fill(FRESH, "f", 20);
        fill(RETRIED, "r", 20);

        // then
        for (int i = 0; i < 40; i++) {
            assertThat(queue.next()).isEqualTo(queue.leave());
        }
    }

    @Test
    void countsForARetriedOneOnlyTheFreshOnesThatTheirShareLetsPass() {
        // given
        fill(FRESH, "f", 100);
        fill(RETRIED, "r", 3);

        // then
        assertThat(queue.ahead(RETRIED)).isBetween(9.9, 10.1);
        assertThat(queue.ahead(FRESH)).isEqualTo(103);
    }

    @Test
    void letsTheHeadsLeaveThatMatch() {
        // given
        fill(FRESH, "f", 3);
        fill(RETRIED, "r", 3);
        List<String> left = new ArrayList<>();

        // when
        queue.leaveWhile(name -> name.compareTo("f2") < 0 || name.equals("r0"), left::add);

        // then
        assertThat(left).containsExactly("f0", "f1", "r0");
        assertThat(queue.size()).isEqualTo(3);
    }

    private void fill(Origin origin, String name, int count) {
        for (int i = 0; i < count; i++) {
            queue.add(origin, name + i);
        }
    }

    private List<String> leave(int count) {
        List<String> left = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            left.add(queue.leave());
        }
        return left;
    }
}
