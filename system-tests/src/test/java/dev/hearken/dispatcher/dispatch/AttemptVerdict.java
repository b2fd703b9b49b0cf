package dev.hearken.dispatcher.dispatch;

import dev.hearken.dispatcher.transport.AttemptResult;
import dev.hearken.model.delivery.FailureReason;
import dev.hearken.model.listener.ListenerDefinition;
import dev.hearken.model.listener.StatusRanges;
import java.time.Instant;

/** What the dispatcher makes of an attempt, for tests of other packages. */
public enum AttemptVerdict {
    DELIVERED,
    RETRIED,
    GIVEN_UP;

    /** Of a response with this status to a callback of this listener. */
    public static AttemptVerdict of(int status, ListenerDefinition listener) {
        return of(new AttemptResult.Answered(status), listener);
    }

    /** Of an attempt without a response. */
    public static AttemptVerdict of(FailureReason reason, ListenerDefinition listener) {
        return of(new AttemptResult.Failed(reason), listener);
    }

    private static AttemptVerdict of(AttemptResult result, ListenerDefinition listener) {
        StatusRanges success = listener.callback().fold(http -> http).successStatus();
        return OutcomeClassifier.classify(result, success, listener.delivery().permanentStatus(), Instant.EPOCH)
                .fold(delivered -> DELIVERED, retryable -> RETRIED, permanent -> GIVEN_UP, gone -> GIVEN_UP);
    }
}
