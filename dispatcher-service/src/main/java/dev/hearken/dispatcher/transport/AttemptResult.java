package dev.hearken.dispatcher.transport;

import dev.hearken.model.delivery.FailureReason;
import java.util.function.Function;

/** What came of one attempt, before anyone has judged it. */
public sealed interface AttemptResult {
    /** Case analysis. */
    <T> T fold(Function<Answered, T> answered, Function<Failed, T> failed, Function<Unsendable, T> unsendable);

    /**
     * The head of a response arrived in time.
     *
     * @param status 200 to 599
     * @param reply what is kept of the response
     * @param timings where the time went
     */
    record Answered(int status, Reply reply, Timings timings) implements AttemptResult {
        /** A response of which nothing but the status is kept. */
        public Answered(int status) {
            this(status, Reply.NONE, Timings.NONE);
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
     * @param reason why
     * @param nothingSent whether it is certain that no byte of the request left: the receiver cannot have acted on it
     * @param timings where the time went
     */
    record Failed(FailureReason reason, boolean nothingSent, Timings timings) implements AttemptResult {
        /** A failure after which something may have been sent. */
        public Failed(FailureReason reason) {
            this(reason, false, Timings.NONE);
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
