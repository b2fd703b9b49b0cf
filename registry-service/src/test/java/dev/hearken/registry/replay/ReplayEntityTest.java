package dev.hearken.registry.replay;

import dev.hearken.model.TenantId;
import dev.hearken.model.listener.ListenerId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReplayEntityTest {
    private static final Instant NOW = Instant.parse("2026-01-07T02:14:27Z");

    @Test
    void keepsAReplayAndHowFarItHasCome() {
        // given
        Replay replay = replay(Progress.NONE
                .planned(
                        List.of(new Span("a", 0, 5, 5, 9), new Span("a", 1, 0, 0, 3)),
                        new Gone(0, Optional.of(NOW.minusSeconds(9))))
                .reached("a", 0, 7, Tally.ofMatch("missing", true, true))
                .without(new Gone(2, Optional.of(NOW.minusSeconds(5)))));

        // when
        Replay read = ReplayEntity.of(replay).toReplay();

        // then
        assertThat(read).isEqualTo(replay);
        assertThat(read.progress().spans().orElseThrow())
                .containsExactly(new Span("a", 0, 5, 7, 9), new Span("a", 1, 0, 0, 3));
        assertThat(read.progress().gone()).isEqualTo(new Gone(2, Optional.of(NOW.minusSeconds(5))));
    }

    @Test
    void keepsOneWhoseRangeIsNotKnownYet() {
        // given
        Replay replay = replay(Progress.NONE);

        // then
        assertThat(ReplayEntity.of(replay).toReplay()).isEqualTo(replay);
    }

    @Test
    void neverGoesBackNorBeyondItsEnd() {
        // given
        Span span = new Span("a", 0, 5, 7, 9);

        // then
        assertThat(span.at(6)).isEqualTo(span);
        assertThat(span.at(12)).isEqualTo(new Span("a", 0, 5, 9, 9));
    }

    private static Replay replay(Progress progress) {
        ReplayWish wish = new ReplayWish(
                Optional.of(new ListenerId("01JD9Z6Q0V3T8M2K4N6P8R0S2T")),
                Optional.empty(),
                NOW.minusSeconds(60),
                NOW,
                Which.MISSING,
                false,
                50);
        Replay.Life life =
                new Replay.Life(ReplayState.QUEUED, Optional.empty(), NOW, "key:k", Optional.empty(), Optional.empty());
        return new Replay("01M7Y8FC7NQWVA8EFN8F7VNYN4", TenantId.DEFAULT, wish, progress, life);
    }
}
