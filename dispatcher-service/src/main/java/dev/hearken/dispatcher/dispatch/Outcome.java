package dev.hearken.dispatcher.dispatch;

import dev.hearken.dispatcher.admission.Feedback;
import dev.hearken.model.delivery.FailureReason;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What an attempt means for its delivery. */
sealed interface Outcome {
    /** Case analysis. */
    <T> T fold(
            Function<Delivered, T> delivered,
            Function<RetryableFailure, T> retryable,
            Function<PermanentFailure, T> permanent,
            Function<Gone, T> gone);

    /** The endpoint has it. */
    record Delivered(int status) implements Outcome {
        @Override
        public <T> T fold(
                Function<Delivered, T> delivered,
                Function<RetryableFailure, T> retryable,
                Function<PermanentFailure, T> permanent,
                Function<Gone, T> gone) {
            return delivered.apply(this);
        }
    }

    /**
     * Another attempt may succeed.
     *
     * @param status absent where no response came
     * @param retryAfter how long the endpoint wants to be left alone, if it said so
     */
    record RetryableFailure(FailureReason reason, @Nullable Integer status, Optional<Duration> retryAfter)
            implements Outcome {
        /** A failure after which the schedule alone decides. */
        RetryableFailure(FailureReason reason, @Nullable Integer status) {
            this(reason, status, Optional.empty());
        }

        @Override
        public <T> T fold(
                Function<Delivered, T> delivered,
                Function<RetryableFailure, T> retryable,
                Function<PermanentFailure, T> permanent,
                Function<Gone, T> gone) {
            return retryable.apply(this);
        }
    }

    /** No attempt will succeed. */
    record PermanentFailure(FailureReason reason, int status) implements Outcome {
        @Override
        public <T> T fold(
                Function<Delivered, T> delivered,
                Function<RetryableFailure, T> retryable,
                Function<PermanentFailure, T> permanent,
                Function<Gone, T> gone) {
            return permanent.apply(this);
        }
    }

    /** The endpoint wants nothing more, neither this nor anything else. */
    record Gone(int status) implements Outcome {
        @Override
        public <T> T fold(
                Function<Delivered, T> delivered,
                Function<RetryableFailure, T> retryable,
                Function<PermanentFailure, T> permanent,
                Function<Gone, T> gone) {
            return gone.apply(this);
        }
    }

    /** Why it failed, null if it did not. */
    default @Nullable FailureReason reason() {
        return this.<@Nullable FailureReason>fold(
                delivered -> null,
                retryable -> retryable.reason(),
                permanent -> permanent.reason(),
                gone -> FailureReason.GONE);
    }

    /** The status that came, null if none did. */
    default @Nullable Integer answered() {
        return this.<@Nullable Integer>fold(
                delivered -> delivered.status(),
                retryable -> retryable.status(),
                permanent -> permanent.status(),
                gone -> gone.status());
    }

    /** What it says about the endpoint. */
    default Feedback feedback() {
        return fold(
                delivered -> Feedback.DELIVERED,
                retryable -> feedback(retryable.reason()),
                permanent -> Feedback.REJECTED,
                gone -> Feedback.REJECTED);
    }

    private static Feedback feedback(FailureReason reason) {
        return switch (reason) {
            case STATUS_RETRYABLE, REDIRECT, PROTOCOL -> Feedback.FAILING;
            case TIMEOUT, CONNECT_FAILED, CONNECTION_LOST, DNS, TLS -> Feedback.UNREACHABLE;
            default -> Feedback.NOTHING;
        };
    }
}
