package dev.hearken.dispatcher.dispatch;

import dev.hearken.dispatcher.dispatch.Outcome.Delivered;
import dev.hearken.dispatcher.dispatch.Outcome.PermanentFailure;
import dev.hearken.dispatcher.dispatch.Outcome.RetryableFailure;
import dev.hearken.dispatcher.transport.AttemptResult;
import dev.hearken.model.delivery.FailureReason;
import dev.hearken.model.listener.StatusRanges;
import java.util.Set;

/**
 * Judges what came of an attempt. Pure.
 *
 * <p>Success is what the listener calls so, usually every 2xx. 410 and the statuses that say "this request is wrong"
 * end the delivery; every other status, a redirect included, and every failure to get a status may pass.
 */
final class OutcomeClassifier {
    /** Statuses that say that this request, sent again, will be refused again. */
    private static final Set<Integer> PERMANENT = Set.of(400, 401, 403, 404, 405, 413, 415, 422);

    private static final int GONE = 410;

    private OutcomeClassifier() {}

    static Outcome classify(AttemptResult result, StatusRanges success) {
        return result.fold(
                answered -> ofStatus(answered.status(), success),
                failed -> new RetryableFailure(failed.reason(), null));
    }

    private static Outcome ofStatus(int status, StatusRanges success) {
        if (success.contains(status)) {
            return new Delivered(status);
        }
        if (status == GONE) {
            return new PermanentFailure(FailureReason.GONE, status);
        }
        if (PERMANENT.contains(status)) {
            return new PermanentFailure(FailureReason.STATUS_PERMANENT, status);
        }
        return status >= 300 && status < 400
                ? new RetryableFailure(FailureReason.REDIRECT, status)
                : new RetryableFailure(FailureReason.STATUS_RETRYABLE, status);
    }
}
