package dev.hearken.model.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DeliveryTest {
    private static final Attempt FAILED =
            new Attempt(1, Instant.EPOCH, 12, "d-1", 503, FailureReason.STATUS_RETRYABLE, null);

    @Test
    void countsItsAttempts() {
        // given
        Delivery delivery = Deliveries.withAttempts(List.of());

        // when
        Delivery tried = delivery.withAttempt(FAILED);

        // then
        assertThat(delivery.nextAttempt()).isEqualTo(1);
        assertThat(tried.nextAttempt()).isEqualTo(2);
        assertThat(tried.attempts()).containsExactly(FAILED);
    }

    @Test
    void changesNothingElseWithAnAttempt() {
        // given
        Delivery delivery = Deliveries.withAttempts(List.of(FAILED));

        // when
        Delivery tried = delivery.withAttempt(FAILED);

        // then
        assertThat(tried).usingRecursiveComparison().ignoringFields("attempts").isEqualTo(delivery);
    }

    @Test
    void changesNothingElseWithAnotherTime() {
        // given
        Delivery delivery = Deliveries.withAttempts(List.of(FAILED));
        Instant later = delivery.due().plusSeconds(30);

        // when
        Delivery postponed = delivery.withDue(later);

        // then
        assertThat(postponed.due()).isEqualTo(later);
        assertThat(postponed).usingRecursiveComparison().ignoringFields("due").isEqualTo(delivery);
    }

    @Test
    void keepsItsAttemptsWhenTheGivenListChanges() {
        // given
        List<Attempt> attempts = new ArrayList<>(List.of(FAILED));
        Delivery delivery = Deliveries.withAttempts(attempts);

        // when
        attempts.clear();

        // then
        assertThat(delivery.attempts()).containsExactly(FAILED);
    }

    @Test
    void keepsTheLastAttemptsAndCountsAll() {
        // given
        Delivery delivery = Deliveries.withAttempts(List.of());

        // when
        for (int number = 1; number <= Delivery.MAX_ATTEMPTS + 7; number++) {
            delivery = delivery.withAttempt(new Attempt(
                    delivery.nextAttempt(), Instant.EPOCH, 1, "d-1", 503, FailureReason.STATUS_RETRYABLE, null));
        }

        // then
        assertThat(delivery.attempts()).hasSize(Delivery.MAX_ATTEMPTS);
        assertThat(delivery.attempts().get(0).number()).isEqualTo(8);
        assertThat(delivery.nextAttempt()).isEqualTo(Delivery.MAX_ATTEMPTS + 8);
    }
}
