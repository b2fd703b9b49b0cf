package dev.hearken.dispatcher.cancellation;

import dev.hearken.model.TenantId;
import dev.hearken.model.delivery.Cancellation;
import dev.hearken.model.delivery.Delivery;
import dev.hearken.model.delivery.DeliveryId;
import dev.hearken.model.delivery.RenderedBody;
import dev.hearken.model.delivery.SourceRecord;
import dev.hearken.model.listener.ListenerId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CancellationsTest {
    private static final ListenerId LISTENER = new ListenerId("01JDXYZABCDEFGHJKMNPQRSTVW");
    private static final Instant BEGAN = Instant.parse("2026-01-07T02:14:27.123456789Z");

    private Instant now = BEGAN.plusSeconds(60);
    private final Cancellations cancellations = new Cancellations(3, () -> now);

    @Test
    void knowsTheRunThatWasCalledOffToTheMicrosecondAndNoOther() {
        // when
        cancellations.add(cancellation("a", TenantId.DEFAULT));

        // then
        assertThat(cancellations.contains(delivery("a", BEGAN))).isTrue();
        assertThat(cancellations.contains(delivery("a", BEGAN.truncatedTo(ChronoUnit.MICROS))))
                .isTrue();
        assertThat(cancellations.contains(delivery("a", BEGAN.plusSeconds(1)))).isFalse();
        assertThat(cancellations.contains(delivery("b", BEGAN))).isFalse();
    }

    @Test
    void doesNotTakeATenantsWordForAnother() {
        // when
        cancellations.add(cancellation("a", new TenantId("other")));

        // then
        assertThat(cancellations.contains(delivery("a", BEGAN))).isFalse();
    }

    @Test
    void forgetsWhatCanWaitNoLonger() {
        // given
        cancellations.add(cancellation("a", TenantId.DEFAULT));

        // when
        now = now.plus(Duration.ofDays(15));

        // then
        assertThat(cancellations.contains(delivery("a", BEGAN))).isFalse();
        cancellations.add(new Cancellation(id("b"), TenantId.DEFAULT, BEGAN, now));
        assertThat(cancellations.size()).isEqualTo(1);
    }

    @Test
    void forgetsTheOldestBeyondItsBound() {
        // when
        for (String event : List.of("a", "b", "c", "d")) {
            cancellations.add(cancellation(event, TenantId.DEFAULT));
        }

        // then
        assertThat(cancellations.size()).isEqualTo(3);
        assertThat(cancellations.contains(delivery("a", BEGAN))).isFalse();
        assertThat(cancellations.contains(delivery("d", BEGAN))).isTrue();
    }

    private Cancellation cancellation(String event, TenantId tenant) {
        return new Cancellation(id(event), tenant, BEGAN, now);
    }

    private static DeliveryId id(String event) {
        return DeliveryId.of(TenantId.DEFAULT, "s", event, LISTENER);
    }

    private static Delivery delivery(String event, Instant began) {
        return new Delivery(
                id(event),
                TenantId.DEFAULT,
                LISTENER,
                event,
                "execution.succeeded",
                new SourceRecord("t", 0, 0, null, Map.of(), new byte[0]),
                RenderedBody.NONE,
                began,
                began,
                List.of());
    }
}
