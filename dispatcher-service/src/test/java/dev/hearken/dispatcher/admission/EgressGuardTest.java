package dev.hearken.dispatcher.admission;

import dev.hearken.dispatcher.admission.EgressGuard.Leave;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class EgressGuardTest {
    private Instant now = Instant.parse("2026-01-07T02:00:00Z");
    private final EgressGuard guard = new EgressGuard(5, 0.9, Duration.ofSeconds(30), () -> now);

    @ParameterizedTest
    @CsvSource({
        "4, 0, false",
        "5, 0, true",
        "9, 1, true",
        "8, 1, false",
        "18, 2, true",
        "17, 2, false",
        "100, 12, false"
    })
    void isDownWhenNearlyAllHostsAreOutOfReach(int failing, int answering, boolean down) {
        // when
        answer(answering);
        fail(failing);

        // then
        assertThat(guard.isDown()).isEqualTo(down);
    }

    @Test
    void looksAtHostsThatWereTriedOfLateOnly() {
        // given
        fail(4);
        now = now.plusSeconds(31);

        // when
        saw("late", Feedback.UNREACHABLE);

        // then
        assertThat(guard.isDown()).isFalse();
    }

    @Test
    void isNotDownBecauseOneHostFailsOften() {
        // when
        for (int i = 0; i < 100; i++) {
            saw("one", Feedback.UNREACHABLE);
        }

        // then
        assertThat(guard.isDown()).isFalse();
    }

    @Test
    void letsOneProbeAtATimeGoToHostsThatFailedAndLeavesOthersAlone() {
        // given
        fail(5);

        // when
        var probe = guard.ask(guard.host("failing-0"));
        var second = guard.ask(guard.host("failing-1"));
        var other = guard.ask(guard.host("never-seen"));

        // then
        assertThat(probe).contains(Leave.PROBE);
        assertThat(second).isEmpty();
        assertThat(guard.isBarred(guard.host("failing-1"))).isTrue();
        assertThat(other).contains(Leave.FREE);
    }

    @Test
    void sendsTheNextProbeWhenOneHasFailed() {
        // given
        fail(5);
        var probe = guard.ask(guard.host("failing-0")).orElseThrow();

        // when
        guard.saw(guard.host("failing-0"), probe, Feedback.UNREACHABLE);

        // then
        assertThat(guard.isDown()).isTrue();
        assertThat(guard.ask(guard.host("failing-1"))).contains(Leave.PROBE);
    }

    @Test
    void isUpAgainWhenAProbeIsAnsweredAndNeedsFreshEvidenceToGoDown() {
        // given
        fail(5);
        var probe = guard.ask(guard.host("failing-0")).orElseThrow();

        // when
        guard.saw(guard.host("failing-0"), probe, Feedback.FAILING);
        boolean up = !guard.isDown();
        saw("failing-1", Feedback.UNREACHABLE);

        // then
        assertThat(up).isTrue();
        assertThat(guard.isDown()).isFalse();
        assertThat(guard.ask(guard.host("failing-2"))).contains(Leave.FREE);
    }

    @Test
    void doesNothingWhenSwitchedOff() {
        // given
        EgressGuard off = new EgressGuard(0, 0.9, Duration.ofSeconds(30), () -> now);

        // when
        for (int i = 0; i < 50; i++) {
            off.saw(off.host("h" + i), Leave.FREE, Feedback.UNREACHABLE);
        }

        // then
        assertThat(off.isDown()).isFalse();
    }

    private void fail(int hosts) {
        for (int i = 0; i < hosts; i++) {
            saw("failing-" + i, Feedback.UNREACHABLE);
        }
    }

    private void answer(int hosts) {
        for (int i = 0; i < hosts; i++) {
            saw("answering-" + i, Feedback.DELIVERED);
        }
    }

    private void saw(String host, Feedback feedback) {
        guard.saw(guard.host(host), Leave.FREE, feedback);
    }
}
