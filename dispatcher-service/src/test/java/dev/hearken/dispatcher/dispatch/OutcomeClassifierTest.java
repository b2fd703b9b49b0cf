package dev.hearken.dispatcher.dispatch;

import dev.hearken.dispatcher.dispatch.Outcome.Delivered;
import dev.hearken.dispatcher.dispatch.Outcome.PermanentFailure;
import dev.hearken.dispatcher.dispatch.Outcome.RetryableFailure;
import dev.hearken.dispatcher.transport.AttemptResult.Answered;
import dev.hearken.dispatcher.transport.AttemptResult.Failed;
import dev.hearken.model.delivery.FailureReason;
import dev.hearken.model.listener.StatusRanges;
import dev.hearken.model.listener.StatusRanges.Range;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class OutcomeClassifierTest {
    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204, 299})
    void takesEvery2xxForSuccess(int status) {
        assertThat(OutcomeClassifier.classify(new Answered(status), StatusRanges.SUCCESS))
                .isEqualTo(new Delivered(status));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 202, 299})
    void retriesA2xxThatTheListenerDoesNotCallSuccess(int status) {
        // given
        StatusRanges success = new StatusRanges(List.of(new Range(201, 201), new Range(203, 298)));

        // when
        Outcome outcome = OutcomeClassifier.classify(new Answered(status), success);

        // then
        assertThat(outcome).isEqualTo(new RetryableFailure(FailureReason.STATUS_RETRYABLE, status, null));
        assertThat(OutcomeClassifier.classify(new Answered(201), success)).isEqualTo(new Delivered(201));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void takesARedirectForAFailureThatTheOwnerCanMend(int status) {
        assertThat(OutcomeClassifier.classify(new Answered(status), StatusRanges.SUCCESS))
                .isEqualTo(new RetryableFailure(FailureReason.REDIRECT, status, null));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 405, 413, 415, 422})
    void endsADeliveryWhoseRequestIsWrong(int status) {
        assertThat(OutcomeClassifier.classify(new Answered(status), StatusRanges.SUCCESS))
                .isEqualTo(new PermanentFailure(FailureReason.STATUS_PERMANENT, status, null));
    }

    @ParameterizedTest
    @ValueSource(ints = {410})
    void endsADeliveryThatNobodyWants(int status) {
        assertThat(OutcomeClassifier.classify(new Answered(status), StatusRanges.SUCCESS))
                .isEqualTo(new PermanentFailure(FailureReason.GONE, status, null));
    }

    @ParameterizedTest
    @ValueSource(ints = {101, 102, 402, 406, 408, 409, 425, 429, 500, 502, 503, 504, 599})
    void retriesEveryOtherStatus(int status) {
        assertThat(OutcomeClassifier.classify(new Answered(status), StatusRanges.SUCCESS))
                .isEqualTo(new RetryableFailure(FailureReason.STATUS_RETRYABLE, status, null));
    }

    @ParameterizedTest
    @EnumSource(FailureReason.class)
    void retriesWhatGotNoStatus(FailureReason reason) {
        assertThat(OutcomeClassifier.classify(new Failed(reason), StatusRanges.SUCCESS))
                .isEqualTo(new RetryableFailure(reason, null, null));
    }
}
