package dev.hearken.dispatcher.owned;

import dev.hearken.model.TenantId;
import dev.hearken.model.delivery.Delivery;
import dev.hearken.model.delivery.DeliveryId;
import dev.hearken.model.delivery.Order;
import dev.hearken.model.delivery.RenderedBody;
import dev.hearken.model.delivery.SourceRecord;
import dev.hearken.model.listener.DeliveryPolicy;
import dev.hearken.model.listener.DeliveryPolicy.Ordering;
import dev.hearken.model.listener.DeliveryPolicy.RateLimit;
import dev.hearken.model.listener.ListenerId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OwnerKeyTest {
    private static final ListenerId LISTENER = new ListenerId("01JDXYZABCDEFGHJKMNPQRSTVW");
    private static final RateLimit LIMIT = new RateLimit(1, Duration.ofSeconds(1));
    private static final Order UNPLACED = new Order("e/1", null);
    private static final Order PLACED = UNPLACED.at(new Order.Place(7, 1));

    @Test
    void isNeededForAnOrderOrARate() {
        // when / then
        assertThat(key(null, Ordering.NONE, null)).isEmpty();
        assertThat(key(UNPLACED, Ordering.EXECUTION, null)).contains(LISTENER + "/e/1");
        assertThat(key(null, Ordering.NONE, LIMIT)).contains(LISTENER.value());
        assertThat(key(UNPLACED, Ordering.EXECUTION, LIMIT)).contains(LISTENER.value());
    }

    @Test
    void isKeptByWhoHasAPlaceWhateverItsListenerSaysMeanwhile() {
        // when / then
        assertThat(key(UNPLACED, Ordering.NONE, null)).isEmpty();
        assertThat(key(PLACED, Ordering.NONE, null)).contains(LISTENER + "/e/1");
        assertThat(OwnerKey.of(delivery(PLACED), Optional.empty())).contains(LISTENER + "/e/1");
        assertThat(OwnerKey.of(delivery(UNPLACED), Optional.empty())).isEmpty();
    }

    private static Optional<String> key(@Nullable Order order, Ordering ordering, @Nullable RateLimit limit) {
        DeliveryPolicy some = DeliveryPolicy.DEFAULT;
        return OwnerKey.of(
                delivery(order),
                Optional.of(new DeliveryPolicy(
                        some.schedule(),
                        some.jitter(),
                        some.permanentStatus(),
                        ordering,
                        some.onExhaustion(),
                        some.maxInFlight(),
                        limit,
                        some.maxAge())));
    }

    private static Delivery delivery(@Nullable Order order) {
        return new Delivery(
                DeliveryId.of(TenantId.DEFAULT, "s", "e", LISTENER),
                TenantId.DEFAULT,
                LISTENER,
                "e",
                "execution.progress",
                new SourceRecord("t", 0, 0, null, Map.of(), new byte[0]),
                RenderedBody.NONE,
                Instant.EPOCH,
                Instant.EPOCH,
                List.of(),
                order,
                null);
    }
}
