package dev.hearken.dispatcher.admission;

import dev.hearken.dispatcher.admission.BreakerState.Closed;
import dev.hearken.dispatcher.admission.BreakerState.HalfOpen;
import dev.hearken.dispatcher.admission.BreakerState.Open;
import dev.hearken.dispatcher.admission.BreakerState.Rules;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class BreakerStateTest {
    private static final Instant NOW = Instant.parse("2026-01-07T02:00:00Z");
    private static final int SLOTS = 4;
    private static final Rules EXACT = rules(0);

    private static Rules rules(double jitter) {
        return new Rules(Duration.ofMinutes(5), 0.7, 10, 5, Duration.ofSeconds(30), Duration.ofMinutes(10), jitter);
    }

    /** Letters: d delivered, r rejected, f failing, u unreachable, n nothing; the last one decides. */
    @ParameterizedTest
    @CsvSource({
        // share of at least ten
        "fffffffff,     closed",
        "ffffffffff,    open",
        "dddfffffff,    open",
        "ddddffffff,    closed",
        "ddddfffffffff, closed",
        "ddddffffffffff,open",
        // in a row out of reach
        "uuuu,          closed",
        "uuuuu,         open",
        "dddddddddddddduuuuu, open",
        "uuuuduuuu,     closed",
        "uuuuruuuu,     closed",
        "uuuufuuu,      closed",
        "uuuunu,        open",
        // what does not count
        "rrrrrrrrrrrrrrrr, closed",
        "nnnnnnnnnnnnnnnn, closed",
        "rrrrrrrrrf,    closed"
    })
    void opensWhenTooMuchFails(String attempts, String expected) {
        // given
        BreakerState state = after(attempts.substring(0, attempts.length() - 1));

        // when
        BreakerState last = left(state, attempts.charAt(attempts.length() - 1), NOW);

        // then
        assertThat(state).isInstanceOf(Closed.class);
        assertThat(name(last)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"PT0S, open", "PT4M, open", "PT4M29S, open", "PT5M, closed", "PT1H, closed"})
    void forgetsWhatIsOlderThanTheWindow(Duration later, String expected) {
        // given
        BreakerState state = after("fffffffff");

        // when
        BreakerState last = left(state, 'f', NOW.plus(later));

        // then
        assertThat(name(last)).isEqualTo(expected);
    }

    @Test
    void letsEverythingBeginWhileClosedAndNothingWhileOpen() {
        assertThat(after("fff").entered()).isPresent();
        assertThat(after("uuuuu").entered()).isEmpty();
    }

    @Test
    void isOpenUntilItsTimeIsOverAndThenHalfOpen() {
        // given
        BreakerState open = after("uuuuu");

        // then
        assertThat(open.at(NOW.plusMillis(29_999))).isSameAs(open);
        assertThat(open.at(NOW.plusSeconds(30))).isEqualTo(new HalfOpen(1, 0, 0, 1));
    }

    @ParameterizedTest
    @CsvSource({"1, PT30S", "2, PT1M", "3, PT2M", "4, PT4M", "5, PT8M", "6, PT10M", "7, PT10M", "60, PT10M"})
    void isOpenTwiceAsLongEachTimeThatAProbeFailsAndNeverLongerThanTheBound(int trips, Duration length) {
        // given
        BreakerState state = after("uuuuu");
        Instant now = NOW;

        // when
        for (int i = 1; i < trips; i++) {
            now = now.plus(Duration.ofMinutes(10));
            state = left(state.at(now).entered().orElseThrow(), 'u', now);
        }

        // then
        assertThat(state).isEqualTo(new Open(now.plus(length), length, trips));
    }

    @Test
    void stretchesAndShortensTheOpenTime() {
        // given
        Random random = new Random(3);

        // when
        var lengths = IntStream.range(0, 1000)
                .mapToObj(i -> after("uuuu").left(Feedback.UNREACHABLE, SLOTS, NOW, rules(0.2), random))
                .map(state -> ((Open) state).length().toMillis())
                .toList();

        // then
        assertThat(lengths).allMatch(length -> length >= 24_000 && length <= 36_000);
        assertThat(lengths).anyMatch(length -> length < 24_500).anyMatch(length -> length > 35_500);
    }

    @Test
    void spreadsWhomItTurnsAwayBehindItsTime() {
        // given
        Open open = new Open(NOW.plusSeconds(30), Duration.ofSeconds(30), 1);
        Random random = new Random(3);

        // when
        var times =
                IntStream.range(0, 1000).mapToObj(i -> open.askAgain(random)).toList();

        // then
        assertThat(times)
                .allMatch(time -> !time.isBefore(open.until())
                        && !time.isAfter(open.until().plusSeconds(6)));
        assertThat(times.stream().distinct().count()).isGreaterThan(500);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 3", "4, 7", "6, 7", "16, 31"})
    void closesAfterStepsOfOneTwoFourUpToTheListenersSlots(int slots, int successes) {
        // given
        BreakerState state = new HalfOpen(1, 0, 0, 1);

        // when
        int made = 0;
        while (state instanceof HalfOpen) {
            state = state.entered().orElseThrow().left(Feedback.DELIVERED, slots, NOW, EXACT, new Random(1));
            made++;
        }

        // then
        assertThat(made).isEqualTo(successes);
        assertThat(state).isInstanceOf(Closed.class);
    }

    @Test
    void letsOnlyAsManyProbeAtOnceAsTheStepHas() {
        // given
        BreakerState state = new HalfOpen(2, 0, 0, 1);

        // when
        BreakerState two = state.entered().flatMap(BreakerState::entered).orElseThrow();

        // then
        assertThat(two.entered()).isEmpty();
        assertThat(left(two, 'n', NOW).entered()).isPresent();
        assertThat(left(two, 'd', NOW)).isEqualTo(new HalfOpen(2, 1, 1, 1));
    }

    @ParameterizedTest
    @EnumSource(
            value = Feedback.class,
            names = {"FAILING", "UNREACHABLE"})
    void opensAgainWhenAProbeFails(Feedback feedback) {
        // given
        BreakerState probing = new HalfOpen(4, 3, 2, 2);

        // when
        BreakerState state = probing.left(feedback, SLOTS, NOW, EXACT, new Random(1));

        // then
        assertThat(state).isEqualTo(new Open(NOW.plus(Duration.ofMinutes(2)), Duration.ofMinutes(2), 3));
    }

    @ParameterizedTest
    @CsvSource({"PT0S, 4", "PT9M59S, 4", "PT10M, 1"})
    void goesOnWhereItWasIfItOpensAgainSoon(Duration later, int trips) {
        // given
        BreakerState state = new Closed(OutcomeWindow.EMPTY, 4, 3, NOW);

        // when
        BreakerState open = left(state, 'u', NOW.plus(later));

        // then
        assertThat(((Open) open).trips()).isEqualTo(trips);
    }

    private static BreakerState after(String attempts) {
        BreakerState state = BreakerState.CLOSED;
        for (char attempt : attempts.toCharArray()) {
            state = left(state, attempt, NOW);
        }
        return state;
    }

    private static BreakerState left(BreakerState state, char attempt, Instant now) {
        Feedback feedback = switch (attempt) {
            case 'd' -> Feedback.DELIVERED;
            case 'r' -> Feedback.REJECTED;
            case 'f' -> Feedback.FAILING;
            case 'u' -> Feedback.UNREACHABLE;
            default -> Feedback.NOTHING;
        };
        return state.left(feedback, SLOTS, now, EXACT, new Random(1));
    }

    private static String name(BreakerState state) {
        return state.fold(closed -> "closed", open -> "open", halfOpen -> "half open");
    }
}
