package dev.hearken.model.delivery;

import dev.hearken.model.TenantId;
import dev.hearken.model.listener.ListenerId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class BundleTest {
    private static final Instant TIME = Instant.parse("2026-01-07T02:15:05.250123456Z");
    private static final ListenerId LISTENER = new ListenerId("01JDXYZABCDEFGHJKMNPQRST98");
    private static final Delivery DELIVERY =
            Deliveries.withAttempts(List.of()).withSubject(new Subject("nightly \u0007 \"load\"", "e-ä😀", null));

    private static Bundle bundle(@Nullable String format, Bundle.Item... items) {
        return new Bundle(
                TenantId.DEFAULT,
                LISTENER,
                "workflow.tasks",
                format,
                TIME.minusSeconds(60),
                TIME,
                TIME.plusSeconds(31),
                List.of(items));
    }

    private static Bundle.Item item(@Nullable Subject subject) {
        return new Bundle.Item(
                DeliveryId.of(TenantId.DEFAULT, "s", "e", LISTENER),
                2,
                Long.MAX_VALUE,
                "an id\n",
                "task.failed",
                subject,
                TIME);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = "mistral")
    void writesWhatTheMapperWrites(@Nullable String format) {
        // given
        Bundle bundle = bundle(format, Bundle.Item.of(DELIVERY), item(null), item(new Subject("w", "e", "a task")));

        // when
        byte[] written = DeliveryJson.write(bundle);

        // then
        assertThat(written).asString().isEqualTo(new String(DeliveryJson.write((Record) bundle), UTF_8));
        assertThat(DeliveryJson.read(written, Bundle.class)).contains(bundle);
    }

    @Test
    void isNoDeliveryAndNoAttemptRecordAndTheyAreNoBundles() {
        // given
        byte[] bundle = DeliveryJson.write(bundle(null, item(null)));
        byte[] delivery = DeliveryJson.write(DELIVERY);
        AttemptRecord attempt = bundle(null, item(null)).standings().get(0);

        // when, then
        assertThat(DeliveryJson.read(bundle, Delivery.class)).isEmpty();
        assertThat(DeliveryJson.read(bundle, AttemptRecord.class)).isEmpty();
        assertThat(DeliveryJson.read(delivery, Bundle.class)).isEmpty();
        assertThat(DeliveryJson.read(DeliveryJson.write(attempt), Bundle.class)).isEmpty();
    }

    @Test
    void saysWhereItsDeliveriesStand() {
        // when
        AttemptRecord standing =
                bundle(null, Bundle.Item.of(DELIVERY)).standings().get(0);

        // then
        assertThat(standing)
                .isEqualTo(new AttemptRecord(
                        DELIVERY.id(),
                        TenantId.DEFAULT,
                        LISTENER,
                        0,
                        DELIVERY.eventId(),
                        DELIVERY.eventType(),
                        DELIVERY.subject(),
                        new SourcePosition(
                                "workflow.tasks",
                                DELIVERY.source().partition(),
                                DELIVERY.source().offset()),
                        DELIVERY.createdAt(),
                        new Standing(DeliveryStatus.WAITING, TIME, 0, TIME.plusSeconds(31), null, null),
                        null,
                        null));
    }

    @Test
    void keepsTheBeginningOfALongEventId() {
        // when
        Bundle.Item item = new Bundle.Item(DELIVERY.id(), 0, 0, "x".repeat(5_000), "task.failed", null, TIME);

        // then
        assertThat(item.eventId()).hasSize(Subject.MAX_LENGTH);
    }

    @Test
    void keepsItsPlaceWhenItIsPutOff() {
        // given
        Bundle bundle = bundle("mistral", item(null), Bundle.Item.of(DELIVERY));

        // when
        Bundle later = bundle.with(bundle.items().subList(1, 2)).putOff(TIME.plusSeconds(40), TIME.plusSeconds(70));

        // then
        assertThat(later.items()).containsExactly(Bundle.Item.of(DELIVERY));
        assertThat(later.oldest()).isEqualTo(bundle.oldest());
        assertThat(later.at()).isEqualTo(TIME.plusSeconds(40));
        assertThat(later.due()).isEqualTo(TIME.plusSeconds(70));
    }
}
