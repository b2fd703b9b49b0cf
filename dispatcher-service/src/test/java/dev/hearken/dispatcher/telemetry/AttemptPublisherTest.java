package dev.hearken.dispatcher.telemetry;

import dev.hearken.dispatcher.DispatcherResource;
import dev.hearken.dispatcher.platform.BackgroundPublisher;
import dev.hearken.model.TenantId;
import dev.hearken.model.delivery.Attempt;
import dev.hearken.model.delivery.AttemptRecord;
import dev.hearken.model.delivery.DeliveryId;
import dev.hearken.model.delivery.DeliveryStatus;
import dev.hearken.model.delivery.SourcePosition;
import dev.hearken.model.delivery.Standing;
import dev.hearken.model.listener.ListenerId;
import dev.hearken.model.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Room for one record, on a real broker. */
@QuarkusTest
@WithTestResource(DispatcherResource.class)
class AttemptPublisherTest {
    private static final ListenerId LISTENER = new ListenerId("01JDXYZABCDEFGHJKMNPQRSA01");
    private static final Duration LONG = Duration.ofSeconds(60);

    @Inject
    BackgroundPublisher records;

    private AttemptPublisher attempts;

    @BeforeEach
    void open() {
        attempts = new AttemptPublisher(records, () -> new MemorySize(BigInteger.ONE), new SimpleMeterRegistry());
    }

    @Test
    void hasRoomAgainWhenTheBrokerHasTheRecord() {
        // when
        attempts.publish(record(1));

        // then
        assertThat(attempts.isRoom()).isFalse();
        attempts.room().await().atMost(LONG);
        assertThat(attempts.isRoom()).isTrue();
    }

    @Test
    void keepsNobodyWaitingWhileThereIsRoom() {
        attempts.room().await().atMost(LONG);
    }

    @Test
    void letsAllGoOnThatWaitForRoom() {
        // given
        AtomicInteger gone = new AtomicInteger();

        // when
        IntStream.range(0, 200).forEach(i -> {
            attempts.publish(record(i));
            Uni<Void> room = attempts.room();
            room.subscribe().with(done -> gone.incrementAndGet());
        });

        // then
        await().atMost(LONG).until(() -> gone.get() == 200);
    }

    private static AttemptRecord record(int number) {
        Instant now = Instant.now();
        String event = "room-" + number;
        return new AttemptRecord(
                DeliveryId.of(TenantId.DEFAULT, "s", event, LISTENER),
                TenantId.DEFAULT,
                LISTENER,
                1,
                event,
                "execution.succeeded",
                null,
                new SourcePosition(Topics.WORKFLOW_EXECUTIONS, 0, number),
                now,
                new Standing(DeliveryStatus.DELIVERED, now, 1, null, null, null),
                new Attempt(1, now, 5, "test", 200, null, null),
                null);
    }
}
