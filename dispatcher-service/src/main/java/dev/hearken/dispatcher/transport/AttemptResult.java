package dev.hearken.dispatcher.transport;

import dev.hearken.model.delivery.FailureReason;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What came of one attempt, before anyone has judged it. */
public sealed interface AttemptResult {
    /** Case analysis. */
    <T> T fold(Function<Answered, T> answered, Function<Failed, T> failed, Function<Unsendable, T> unsendable);

    /**
     * The head of a response arrived in time.
     *
     * @param status 100 to 599
     * @param retryAfter the header {@code Retry-After} as it came, null if none did
     * @param date the header {@code Date} as it came, null if none did
     */
    record Answered(
            int status,
            @Nullable String retryAfter,
            @Nullable String date) implements AttemptResult {
        /** An answer without a word on when to come again. */
        public Answered(int status) {
            this(status, null, null);
        }

        @Override
        public <T> T fold(
                Function<Answered, T> answered, Function<Failed, T> failed, Function<Unsendable, T> unsendable) {
            return answered.apply(this);
        }
    }

    /**
     * No response arrived.
     *
     * @param nothingSent whether it is certain that the endpoint has got no byte of the request
     */
    record Failed(FailureReason reason, boolean nothingSent) implements AttemptResult {
        /** A failure after which the endpoint may have the request. */
        public Failed(FailureReason reason) {
            this(reason, false);
        }

        @Override
        public <T> T fold(
                Function<Answered, T> answered, Function<Failed, T> failed, Function<Unsendable, T> unsendable) {
            return failed.apply(this);
        }
    }

    /**
     * No request could be made.
     *
     * @param reason {@link FailureReason#SECRET} or {@link FailureReason#RENDERING}
     * @param detail one sentence for the listener's owner
     */
    record Unsendable(FailureReason reason, String detail) implements AttemptResult {
        @Override
        public <T> T fold(
                Function<Answered, T> answered, Function<Failed, T> failed, Function<Unsendable, T> unsendable) {
            return unsendable.apply(this);
        }
    }
}
