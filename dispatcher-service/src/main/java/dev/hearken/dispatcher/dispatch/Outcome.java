package dev.hearken.dispatcher.dispatch;

import dev.hearken.model.delivery.FailureReason;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What an attempt means for its delivery. */
sealed interface Outcome {
    /** Case analysis. */
    <T> T fold(
            Function<Delivered, T> delivered,
            Function<RetryableFailure, T> retryable,
            Function<PermanentFailure, T> permanent);

    /** The endpoint has it. */
    record Delivered(int status) implements Outcome {
        @Override
        public <T> T fold(
                Function<Delivered, T> delivered,
                Function<RetryableFailure, T> retryable,
                Function<PermanentFailure, T> permanent) {
            return delivered.apply(this);
        }
    }

    /** Another attempt may succeed. */
    record RetryableFailure(
            FailureReason reason,
            @Nullable Integer status,
            @Nullable String detail) implements Outcome {
        @Override
        public <T> T fold(
                Function<Delivered, T> delivered,
                Function<RetryableFailure, T> retryable,
                Function<PermanentFailure, T> permanent) {
            return retryable.apply(this);
        }
    }

    /** No attempt will succeed. */
    record PermanentFailure(
            FailureReason reason,
            @Nullable Integer status,
            @Nullable String detail) implements Outcome {
        @Override
        public <T> T fold(
                Function<Delivered, T> delivered,
                Function<RetryableFailure, T> retryable,
                Function<PermanentFailure, T> permanent) {
            return permanent.apply(this);
        }
    }
}
