package dev.hearken.dispatcher.telemetry;

import dev.hearken.format.InvalidEventReason;
import dev.hearken.model.delivery.Attempt;
import dev.hearken.model.delivery.AttemptRecord;
import dev.hearken.model.delivery.Bundle;
import dev.hearken.model.delivery.Delivery;
import dev.hearken.model.delivery.DeliveryStatus;
import dev.hearken.model.delivery.Exchange;
import dev.hearken.model.delivery.FailureReason;
import dev.hearken.model.delivery.Standing;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Meters, the records of the delivery log and the one log line per attempt (INFO when it failed, DEBUG when it
 * delivered):
 *
 * <pre>attempt delivery=msg_… listener=01… event=… number=2 outcome=timeout status=- durationMs=15003</pre>
 */
@Singleton
public class DeliveryTelemetry {
    private static final Logger ATTEMPTS = Logger.getLogger("dev.hearken.attempts");
    private static final String DELIVERED = "delivered";

    private final AttemptPublisher attempts;
    private final InstantSource time;
    private final Counter matched;
    private final Counter unmatched;
    private final Counter dialledAgain;
    private final DistributionSummary bundles;
    private final Timer delivered;
    private final Map<FailureReason, Timer> failed;
    private final Map<InvalidEventReason, Counter> invalid;
    private final Map<Settlement, Counter> settlements;

    DeliveryTelemetry(MeterRegistry meters, AttemptPublisher attempts, InstantSource time) {
        this.attempts = attempts;
        this.time = time;
        this.matched = meters.counter("hearken.events", "result", "matched");
        this.unmatched = meters.counter("hearken.events", "result", "unmatched");
        this.dialledAgain = meters.counter("hearken.attempts.dialled.again");
        this.bundles = meters.summary("hearken.bundles");
        this.delivered = meters.timer("hearken.attempts", "outcome", DELIVERED);
        this.failed =
                byEnum(FailureReason.class, reason -> meters.timer("hearken.attempts", "outcome", reason.wireName()));
        this.invalid = byEnum(
                InvalidEventReason.class,
                reason -> meters.counter("hearken.events.invalid", "reason", reason.wireName()));
        this.settlements = byEnum(
                Settlement.class, settlement -> meters.counter("hearken.settlements", "settlement", settlement.tag()));
    }

    private static <E extends Enum<E>, M> Map<E, M> byEnum(Class<E> type, Function<E, M> meter) {
        return Arrays.stream(type.getEnumConstants())
                .collect(Collectors.toMap(Function.identity(), meter, (a, b) -> a, () -> new EnumMap<>(type)));
    }

    /** An event was judged against the listeners. */
    public void matched(int listeners) {
        (listeners == 0 ? unmatched : matched).increment();
    }

    /** A record is no event. */
    public void invalid(InvalidEventReason reason) {
        invalid.getOrDefault(reason, unmatched).increment();
    }

    /** A delivery is done here; its attempt, if there was one, has been reported. */
    public void settled(Delivery delivery, Settlement settlement) {
        settled(delivery, settlement, null, null);
    }

    /** Deliveries wait together, untried, as these bytes say. */
    public void postponed(Bundle bundle, byte[] written) {
        int size = bundle.items().size();
        settlements.getOrDefault(Settlement.POSTPONED, unmatched).increment(size);
        bundles.record(size);
        attempts.publish(bundle, written);
    }

    /** A delivery has ended without success. */
    public void gaveUp(Delivery delivery, FailureReason reason, @Nullable String detail) {
        settled(delivery, Settlement.DEAD_LETTERED, reason, detail);
    }

    /** A test has shown that its listener does not work. */
    public void testFailed(Delivery delivery, FailureReason reason, @Nullable String detail) {
        settled(delivery, Settlement.TEST_FAILED, reason, detail);
    }

    private void settled(
            Delivery delivery, Settlement settlement, @Nullable FailureReason reason, @Nullable String detail) {
        settlements.getOrDefault(settlement, unmatched).increment();
        int made = delivery.nextAttempt() - 1;
        if (settlement == Settlement.DEAD_LETTERED || settlement == Settlement.CANCELLED) {
            ATTEMPTS.infof(
                    "settled delivery=%s listener=%s settlement=%s attempts=%d",
                    delivery.id(), delivery.listener(), settlement.tag(), made);
        }
        // The record of the attempt has said that it was delivered.
        if (settlement != Settlement.DELIVERED) {
            DeliveryStatus status = settlement.status();
            Instant due = status.isEnd() ? null : delivery.due();
            Standing standing = new Standing(status, time.instant(), made, due, reason, detail);
            attempts.publish(AttemptRecord.of(delivery, 0, standing, null, null));
        }
    }

    /** No connection came about at once, and the attempt goes on with a second. */
    public void dialledAgain() {
        dialledAgain.increment();
    }

    /** Whether an attempt can be reported without piling up what Kafka does not take. */
    public boolean isRoom() {
        return attempts.isRoom();
    }

    /** Completes as soon as there {@link #isRoom}. */
    public Uni<Void> room() {
        return attempts.room();
    }

    /** An attempt was made. */
    public void attempted(
            Delivery delivery, long listenerRevision, Attempt attempt, Duration duration, Exchange exchange) {
        FailureReason reason = attempt.reason();
        (reason == null ? delivered : failed.getOrDefault(reason, delivered)).record(duration);
        Logger.Level level = reason == null ? Logger.Level.DEBUG : Logger.Level.INFO;
        if (ATTEMPTS.isEnabled(level)) {
            ATTEMPTS.logf(
                    level,
                    "attempt delivery=%s listener=%s event=%s number=%d outcome=%s status=%s durationMs=%d",
                    delivery.id(),
                    delivery.listener(),
                    printable(delivery.eventId()),
                    attempt.number(),
                    reason == null ? DELIVERED : reason.wireName(),
                    attempt.status() == null ? "-" : attempt.status(),
                    attempt.durationMs());
        }
        DeliveryStatus status = reason == null ? DeliveryStatus.DELIVERED : DeliveryStatus.WAITING;
        Standing standing =
                new Standing(status, attempt.startedAt().plus(duration), attempt.number(), null, null, null);
        attempts.publish(AttemptRecord.of(delivery, listenerRevision, standing, attempt, exchange));
    }

    /** An engine chooses its event ids: no line breaks, no escapes, no novels. */
    private static String printable(String id) {
        String visible = id.replaceAll("[^!-~]", "?");
        return visible.length() > 100 ? visible.substring(0, 100) : visible;
    }
}
