package dev.hearken.dispatcher.dispatch;

import dev.hearken.dispatcher.dispatch.Outcome.Delivered;
import dev.hearken.dispatcher.dispatch.Outcome.PermanentFailure;
import dev.hearken.dispatcher.dispatch.Outcome.RetryableFailure;
import dev.hearken.dispatcher.transport.AttemptResult;
import dev.hearken.dispatcher.transport.AttemptResult.Unsendable;
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
                failed -> new RetryableFailure(failed.reason(), null, null),
                OutcomeClassifier::ofUnsendable);
    }

    /** A secret may come, templates stay wrong until their owner changes them. */
    private static Outcome ofUnsendable(Unsendable unsendable) {
        return unsendable.reason() == FailureReason.SECRET
                ? new RetryableFailure(unsendable.reason(), null, unsendable.detail())
                : new PermanentFailure(unsendable.reason(), null, unsendable.detail());
    }

    private static Outcome ofStatus(int status, StatusRanges success) {
        if (success.contains(status)) {
            return new Delivered(status);
        }
        if (status == GONE) {
            return new PermanentFailure(FailureReason.GONE, status, null);
        }
        if (PERMANENT.contains(status)) {
            return new PermanentFailure(FailureReason.STATUS_PERMANENT, status, null);
        }
        return status >= 300 && status < 400
                ? new RetryableFailure(FailureReason.REDIRECT, status, null)
                : new RetryableFailure(FailureReason.STATUS_RETRYABLE, status, null);
    }
}
