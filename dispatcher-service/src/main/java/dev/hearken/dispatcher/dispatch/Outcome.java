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
     * @param detail one sentence for the listener's owner; absent where the reason says it all
     */
    record RetryableFailure(
            FailureReason reason,
            @Nullable Integer status,
            Optional<Duration> retryAfter,
            @Nullable String detail) implements Outcome {
        /** A failure after which the schedule alone decides. */
        RetryableFailure(FailureReason reason, @Nullable Integer status) {
            this(reason, status, Optional.empty(), null);
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

    /**
     * No attempt will succeed.
     *
     * @param status absent where nothing was sent
     * @param detail one sentence for the listener's owner; absent where the reason says it all
     */
    record PermanentFailure(
            FailureReason reason,
            @Nullable Integer status,
            @Nullable String detail) implements Outcome {
        /** A failure whose reason says it all. */
        PermanentFailure(FailureReason reason, int status) {
            this(reason, status, null);
        }

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

    /** One sentence for the listener's owner, null where the reason says it all. */
    default @Nullable String detail() {
        return this.<@Nullable String>fold(
                delivered -> null, retryable -> retryable.detail(), permanent -> permanent.detail(), gone -> null);
    }

    /** What it says about the endpoint. */
    default Feedback feedback() {
        return fold(
                delivered -> Feedback.DELIVERED,
                retryable -> feedback(retryable.reason()),
                permanent -> permanent.status() == null ? Feedback.NOTHING : Feedback.REJECTED,
                gone -> Feedback.REJECTED);
    }

    private static Feedback feedback(FailureReason reason) {
        return switch (reason) {
            case STATUS_RETRYABLE, REDIRECT, PROTOCOL, AUTH -> Feedback.FAILING;
            case TIMEOUT, CONNECT_FAILED, CONNECTION_LOST, DNS, TLS -> Feedback.UNREACHABLE;
            default -> Feedback.NOTHING;
        };
    }
}
