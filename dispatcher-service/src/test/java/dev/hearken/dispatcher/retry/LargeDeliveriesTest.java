package dev.hearken.dispatcher.retry;

import dev.hearken.dispatcher.DispatcherResource;
import dev.hearken.dispatcher.owned.OwnedPublisher;
import dev.hearken.model.TenantId;
import dev.hearken.model.delivery.Delivery;
import dev.hearken.model.delivery.DeliveryId;
import dev.hearken.model.delivery.RenderedBody;
import dev.hearken.model.delivery.SourceRecord;
import dev.hearken.model.listener.ListenerId;
import dev.hearken.model.topic.Topics;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is too large for the topics where deliveries wait, on a real broker. */
@QuarkusTest
@WithTestResource(DispatcherResource.class)
class LargeDeliveriesTest {
    private static final ListenerId LISTENER = new ListenerId("01JDXYZABCDEFGHJKMNPQRST98");
    private static final Duration LONG = Duration.ofSeconds(60);

    @Inject
    RetryPublisher retries;

    @Inject
    OwnedPublisher owned;

    @Test
    void saysThatADeliveryIsTooLargeToWaitInsteadOfTryingForEver() {
        assertThat(fitsRetries(Topics.MAX_DELIVERY_BYTES)).isFalse();
        assertThat(fitsRetries(1_000)).isTrue();
    }

    @Test
    void leavesRoomForTheAttemptsOfADeliveryThatNeedsAnOwner() {
        // given base64 makes four bytes of three
        int nearly = Topics.MAX_DELIVERY_BYTES / 4 * 3 - 20_000;

        // then
        assertThat(fitsRetries(nearly)).isTrue();
        assertThat(fitsOwned(nearly)).isFalse();
        assertThat(fitsOwned(1_000)).isTrue();
    }

    private boolean fitsRetries(int bytes) {
        return retries.publishIfItFits(delivery(bytes)).await().atMost(LONG);
    }

    private boolean fitsOwned(int bytes) {
        return owned.publishIfItFits(delivery(bytes), LISTENER.value()).await().atMost(LONG);
    }

    private static Delivery delivery(int bytes) {
        Instant now = Instant.now();
        return new Delivery(
                DeliveryId.of(TenantId.DEFAULT, "s", "e" + bytes, LISTENER),
                TenantId.DEFAULT,
                LISTENER,
                "e" + bytes,
                "execution.succeeded",
                new SourceRecord("large", 3, 42, "key", Map.of(), new byte[bytes]),
                RenderedBody.NONE,
                now,
                now,
                List.of());
    }
}
