package dev.hearken.dispatcher.dispatch;

import dev.hearken.dispatcher.admission.Feedback;
import dev.hearken.dispatcher.dispatch.Outcome.Delivered;
import dev.hearken.dispatcher.dispatch.Outcome.Gone;
import dev.hearken.dispatcher.dispatch.Outcome.PermanentFailure;
import dev.hearken.dispatcher.dispatch.Outcome.RetryableFailure;
import dev.hearken.dispatcher.transport.AttemptResult;
import dev.hearken.dispatcher.transport.AttemptResult.Answered;
import dev.hearken.dispatcher.transport.AttemptResult.Failed;
import dev.hearken.dispatcher.transport.AttemptResult.Unsendable;
import dev.hearken.dispatcher.transport.Reply;
import dev.hearken.dispatcher.transport.Timings;
import dev.hearken.model.delivery.FailureReason;
import dev.hearken.model.listener.StatusRanges;
import dev.hearken.model.listener.StatusRanges.Range;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class OutcomeClassifierTest {
    private static final Instant NOW = Instant.parse("2026-01-07T02:00:00Z");

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204, 299})
    void takesEvery2xxForSuccess(int status) {
        assertThat(classify(new Answered(status))).isEqualTo(new Delivered(status));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 202, 299})
    void retriesA2xxThatTheListenerDoesNotCallSuccess(int status) {
        // given
        StatusRanges success = new StatusRanges(List.of(new Range(201, 201), new Range(203, 298)));

        // when
        Outcome outcome = OutcomeClassifier.classify(new Answered(status), success, StatusRanges.PERMANENT, NOW);

        // then
        assertThat(outcome).isEqualTo(new RetryableFailure(FailureReason.STATUS_RETRYABLE, status));
        assertThat(OutcomeClassifier.classify(new Answered(201), success, StatusRanges.PERMANENT, NOW))
                .isEqualTo(new Delivered(201));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void takesARedirectForAFailureThatTheOwnerCanMend(int status) {
        assertThat(classify(new Answered(status))).isEqualTo(new RetryableFailure(FailureReason.REDIRECT, status));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 405, 413, 415, 422})
    void endsADeliveryWhoseRequestIsWrong(int status) {
        assertThat(classify(new Answered(status)))
                .isEqualTo(new PermanentFailure(FailureReason.STATUS_PERMANENT, status));
    }

    @Test
    void endsADeliveryThatNobodyWantsWhateverTheListenerCallsPermanent() {
        assertThat(classify(new Answered(410))).isEqualTo(new Gone(410));
        assertThat(OutcomeClassifier.classify(
                        new Answered(410), StatusRanges.SUCCESS, new StatusRanges(List.of(new Range(400, 499))), NOW))
                .isEqualTo(new Gone(410));
    }

    @ParameterizedTest
    @CsvSource({"404, false", "500, true", "502, true", "503, false", "302, true"})
    void endsADeliveryByTheStatusesThatTheListenerCallsPermanent(int status, boolean permanent) {
        // given
        StatusRanges own = new StatusRanges(List.of(new Range(300, 399), new Range(500, 502)));

        // when
        Outcome outcome = OutcomeClassifier.classify(new Answered(status), StatusRanges.SUCCESS, own, NOW);

        // then
        assertThat(outcome)
                .isEqualTo(
                        permanent
                                ? new PermanentFailure(FailureReason.STATUS_PERMANENT, status)
                                : new RetryableFailure(FailureReason.STATUS_RETRYABLE, status));
    }

    @ParameterizedTest
    @CsvSource({"429, true", "503, true", "500, false", "502, false", "408, false", "301, false"})
    void listensToRetryAfterOnlyWhereItSaysWhenToComeAgain(int status, boolean heard) {
        // when
        Outcome outcome =
                classify(new Answered(status, new Reply(Optional.of("7"), Optional.empty(), ""), Timings.NONE));

        // then
        Optional<Duration> retryAfter = outcome.fold(
                d -> Optional.empty(), RetryableFailure::retryAfter, p -> Optional.empty(), g -> Optional.empty());
        assertThat(retryAfter).isEqualTo(heard ? Optional.of(Duration.ofSeconds(7)) : Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({
        "TIMEOUT, UNREACHABLE", "CONNECT_FAILED, UNREACHABLE", "CONNECTION_LOST, UNREACHABLE", "DNS, UNREACHABLE",
        "TLS, UNREACHABLE", "PROTOCOL, FAILING", "EGRESS_DENIED, NOTHING", "SIGNING, NOTHING"
    })
    void blamesTheEndpointOnlyForWhatItDid(FailureReason reason, Feedback feedback) {
        assertThat(classify(new Failed(reason)).feedback()).isEqualTo(feedback);
    }

    @ParameterizedTest
    @CsvSource({"200, DELIVERED", "404, REJECTED", "410, REJECTED", "500, FAILING", "429, FAILING", "302, FAILING"})
    void saysWhatAStatusTellsAboutTheEndpoint(int status, Feedback feedback) {
        assertThat(classify(new Answered(status)).feedback()).isEqualTo(feedback);
    }

    @Test
    void waitsForASecretWithoutBlamingTheEndpoint() {
        // when
        Outcome outcome = classify(new Unsendable(FailureReason.SECRET, "secrets.airflow is not there"));

        // then
        assertThat(outcome)
                .isEqualTo(new RetryableFailure(
                        FailureReason.SECRET, null, Optional.empty(), "secrets.airflow is not there"));
        assertThat(outcome.feedback()).isEqualTo(Feedback.NOTHING);
    }

    @Test
    void endsWhatCannotBeRenderedWithoutBlamingTheEndpoint() {
        // when
        Outcome outcome = classify(new Unsendable(FailureReason.RENDERING, "the url is too long"));

        // then
        assertThat(outcome).isEqualTo(new PermanentFailure(FailureReason.RENDERING, null, "the url is too long"));
        assertThat(outcome.feedback()).isEqualTo(Feedback.NOTHING);
    }

    private static Outcome classify(AttemptResult result) {
        return OutcomeClassifier.classify(result, StatusRanges.SUCCESS, StatusRanges.PERMANENT, NOW);
    }

    @ParameterizedTest
    @ValueSource(ints = {101, 102, 402, 406, 408, 409, 425, 429, 500, 502, 503, 504, 599})
    void retriesEveryOtherStatus(int status) {
        assertThat(classify(new Answered(status)))
                .isEqualTo(new RetryableFailure(FailureReason.STATUS_RETRYABLE, status));
    }

    @ParameterizedTest
    @EnumSource(FailureReason.class)
    void retriesWhatGotNoStatus(FailureReason reason) {
        assertThat(classify(new Failed(reason))).isEqualTo(new RetryableFailure(reason, null));
    }
}
