package dev.hearken.dispatcher.platform;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WriteFaultsTest {
    private static final String TOPIC = "t";
    private static final Duration STALLED = Duration.ofMinutes(3);
    private static final TimeoutException MAY_PASS = new TimeoutException("Topic t not present in metadata");

    private final List<Runnable> questions = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private boolean missing;
    private final WriteFaults faults = new WriteFaults(() -> now, topic -> missing, questions::add);

    @Test
    void blamesNobodyWhileBrokersAreAway() {
        // when
        failForAnHour(MAY_PASS);

        // then
        assertThat(faults.isAnyAtFaultLongerThan(STALLED)).isFalse();
        assertThat(faults.first()).contains("t: Topic t not present in metadata");
    }

    @Test
    void looksBehindAFailureThatSaysOnlyThatItWasTriedOftenEnough() {
        // when
        failForAnHour(new IllegalStateException("Retries exhausted : 0 attempts against 2/1 expiration", MAY_PASS));

        // then
        assertThat(faults.isAnyAtFaultLongerThan(STALLED)).isFalse();
        assertThat(faults.first()).contains("t: Topic t not present in metadata");
    }

    @Test
    void blamesATopicThatTheBrokersDoNotHave() {
        // given
        missing = true;

        // when
        failForAnHour(MAY_PASS);

        // then
        assertThat(faults.isAnyAtFaultLongerThan(STALLED)).isTrue();
    }

    @Test
    void blamesAForbiddenTopicWithoutAsking() {
        // when
        failForAnHour(new TopicAuthorizationException(TOPIC));

        // then
        assertThat(faults.isAnyAtFaultLongerThan(STALLED)).isTrue();
        assertThat(questions).isEmpty();
    }

    @Test
    void blamesATopicThatRefusesARecordForGood() {
        // when
        failForAnHour(new RecordTooLargeException());

        // then
        assertThat(faults.isAnyAtFaultLongerThan(STALLED)).isTrue();
    }

    @Test
    void countsFromTheMomentThatTheTopicWasMissedAndNotFromTheOutageBefore() {
        // given
        failForAnHour(MAY_PASS);
        missing = true;

        // when
        fail(MAY_PASS);
        now = now.plus(STALLED);

        // then
        assertThat(faults.isAnyAtFaultLongerThan(STALLED)).isFalse();
        now = now.plusMillis(1);
        assertThat(faults.isAnyAtFaultLongerThan(STALLED)).isTrue();
    }

    @Test
    void asksOnceHoweverManyRecordsAreRefused() {
        // when
        faults.failed(TOPIC, MAY_PASS);
        faults.failed(TOPIC, MAY_PASS);
        faults.failed("other", MAY_PASS);

        // then
        assertThat(questions).hasSize(2);
    }

    @Test
    void forgetsATopicThatTakesRecordsAgain() {
        // given
        missing = true;
        failForAnHour(MAY_PASS);

        // when
        faults.worked(TOPIC);

        // then
        assertThat(faults.first()).isEmpty();
        assertThat(faults.isAnyAtFaultLongerThan(STALLED)).isFalse();
    }

    private void failForAnHour(RuntimeException cause) {
        for (int minute = 0; minute < 60; minute++) {
            fail(cause);
            now = now.plus(Duration.ofMinutes(1));
        }
    }

    private void fail(RuntimeException cause) {
        faults.failed(TOPIC, cause);
        List.copyOf(questions).forEach(Runnable::run);
        questions.clear();
    }
}
