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
     * @param status 100 to 599
     */
    record Answered(int status) implements AttemptResult {
        @Override
        public <T> T fold(
                Function<Answered, T> answered, Function<Failed, T> failed, Function<Unsendable, T> unsendable) {
            return answered.apply(this);
        }
    }

    /** No response arrived. */
    record Failed(FailureReason reason) implements AttemptResult {
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
