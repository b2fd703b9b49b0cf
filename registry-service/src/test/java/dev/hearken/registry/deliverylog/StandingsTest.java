package dev.hearken.registry.deliverylog;

import dev.hearken.model.TenantId;
import dev.hearken.model.delivery.AttemptRecord;
import dev.hearken.model.delivery.DeliveryStatus;
import dev.hearken.model.delivery.FailureReason;
import dev.hearken.model.delivery.Subject;
import dev.hearken.model.listener.ListenerId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StandingsTest {
    private static final Instant TIME = Instant.parse("2026-01-07T02:15:00Z");

    private final Reports delivery = at(TIME);

    @Test
    void keepsTheLastAttemptBesideTheLastWord() {
        // when
        var said = Standings.of(List.of(
                delivery.failed(1, Duration.ZERO),
                delivery.rescheduled(1, Duration.ofSeconds(1), TIME.plusSeconds(9))));

        // then
        assertThat(said).singleElement().satisfies(one -> {
            assertThat(one.last().standing().due()).isEqualTo(TIME.plusSeconds(9));
            assertThat(one.reason()).isEqualTo(FailureReason.STATUS_RETRYABLE);
            assertThat(one.attempt()).isNotNull();
        });
    }

    @Test
    void letsAnEndStandAgainstALaterWaitOfAsManyAttempts() {
        // given
        AttemptRecord end = delivery.gaveUp(1, Duration.ofSeconds(1), FailureReason.EXPIRED);

        // when
        var said = Standings.of(List.of(end, delivery.rescheduled(1, Duration.ofSeconds(20), TIME)));

        // then
        assertThat(said).singleElement().satisfies(one -> {
            assertThat(one.last().standing().status()).isEqualTo(DeliveryStatus.FAILED);
            assertThat(one.reason()).isEqualTo(FailureReason.EXPIRED);
        });
    }

    @Test
    void keepsRunsApart() {
        assertThat(Standings.of(List.of(
                        at(TIME.plusSeconds(9)).delivered(1, Duration.ZERO), delivery.delivered(1, Duration.ZERO))))
                .extracting(said -> said.last().createdAt())
                .containsExactly(TIME, TIME.plusSeconds(9));
    }

    private static Reports at(Instant createdAt) {
        return new Reports(
                TenantId.DEFAULT,
                new ListenerId("01JDXYZABCDEFGHJKMNPQRSTVW"),
                "1",
                new Subject("w", "e", null),
                createdAt);
    }
}
