package dev.hearken.dispatcher.transport;

import dev.hearken.model.delivery.FailureReason;
import java.util.function.Function;

/** What came of one attempt, before anyone has judged it. */
public sealed interface AttemptResult {
    /** Case analysis. */
    <T> T fold(Function<Answered, T> answered, Function<Failed, T> failed);

    /**
     * The head of a response arrived in time.
     *
     * @param status 100 to 599
     */
    record Answered(int status) implements AttemptResult {
        @Override
        public <T> T fold(Function<Answered, T> answered, Function<Failed, T> failed) {
            return answered.apply(this);
        }
    }

    /** No response arrived. */
    record Failed(FailureReason reason) implements AttemptResult {
        @Override
        public <T> T fold(Function<Answered, T> answered, Function<Failed, T> failed) {
            return failed.apply(this);
        }
    }
}
