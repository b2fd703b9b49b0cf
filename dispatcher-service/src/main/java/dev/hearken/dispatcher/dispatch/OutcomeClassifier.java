package dev.hearken.dispatcher.dispatch;

import dev.hearken.dispatcher.dispatch.Outcome.Delivered;
import dev.hearken.dispatcher.dispatch.Outcome.Gone;
import dev.hearken.dispatcher.dispatch.Outcome.PermanentFailure;
import dev.hearken.dispatcher.dispatch.Outcome.RetryableFailure;
import dev.hearken.dispatcher.retry.RetryAfter;
import dev.hearken.dispatcher.transport.AttemptResult;
import dev.hearken.dispatcher.transport.AttemptResult.Answered;
import dev.hearken.dispatcher.transport.AttemptResult.Unsendable;
import dev.hearken.model.delivery.FailureReason;
import dev.hearken.model.listener.StatusRanges;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Judges what came of an attempt. Pure.
 *
 * <p>Success is what the listener calls so, usually every 2xx. 410 and the statuses that the listener calls permanent
 * end the delivery; every other status, a redirect included, and every failure to get a status may pass. 429 and 503
 * may say when (RFC 9110 §10.2.3).
 */
final class OutcomeClassifier {
    private static final int GONE = 410;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVICE_UNAVAILABLE = 503;

    private OutcomeClassifier() {}

    /**
     * The outcome.
     *
     * @param success statuses of a delivery that arrived
     * @param permanent statuses after which no other attempt is made
     * @param now by the clock of this instance
     */
    static Outcome classify(AttemptResult result, StatusRanges success, StatusRanges permanent, Instant now) {
        return result.fold(
                answered -> ofStatus(answered, success, permanent, now),
                failed -> new RetryableFailure(failed.reason(), null),
                OutcomeClassifier::ofUnsendable);
    }

    /** A secret may come, templates stay wrong until their owner changes them. */
    private static Outcome ofUnsendable(Unsendable unsendable) {
        return unsendable.reason() == FailureReason.SECRET
                ? new RetryableFailure(unsendable.reason(), null, Optional.empty(), unsendable.detail())
                : new PermanentFailure(unsendable.reason(), null, unsendable.detail());
    }

    private static Outcome ofStatus(Answered answered, StatusRanges success, StatusRanges permanent, Instant now) {
        int status = answered.status();
        if (success.contains(status)) {
            return new Delivered(status);
        }
        if (status == GONE) {
            return new Gone(status);
        }
        if (permanent.contains(status)) {
            return new PermanentFailure(FailureReason.STATUS_PERMANENT, status);
        }
        return status >= 300 && status < 400
                ? new RetryableFailure(FailureReason.REDIRECT, status)
                : new RetryableFailure(FailureReason.STATUS_RETRYABLE, status, retryAfter(answered, now), null);
    }

    private static Optional<Duration> retryAfter(Answered answered, Instant now) {
        return answered.status() == TOO_MANY_REQUESTS || answered.status() == SERVICE_UNAVAILABLE
                ? RetryAfter.parse(
                        answered.reply().retryAfter().orElse(null),
                        answered.reply().date().orElse(null),
                        now)
                : Optional.empty();
    }
}
