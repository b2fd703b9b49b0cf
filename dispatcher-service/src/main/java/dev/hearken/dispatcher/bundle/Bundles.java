package dev.hearken.dispatcher.bundle;

import dev.hearken.dispatcher.platform.TopicRetention;
import dev.hearken.dispatcher.retry.RetryPublisher;
import dev.hearken.dispatcher.telemetry.DeliveryTelemetry;
import dev.hearken.model.delivery.Bundle;
import dev.hearken.model.delivery.Delivery;
import dev.hearken.model.delivery.DeliveryJson;
import dev.hearken.model.delivery.SourceRecord;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;

/** Gathers deliveries that have to wait untried, and has them wait together. */
@Singleton
public class Bundles {
    /** Each bundle costs brokers and dispatcher the same; but what is gathered keeps its events' records in flight. */
    private static final long GATHER_MILLIS = 50;

    /** For this long a bundle waits at most, while its events are certainly still there. */
    private static final Duration LONGEST_STAY = Duration.ofHours(1);

    /** For this long all dispatchers may be away when a bundle is due, and its events are there when they are back. */
    private static final Duration LONGEST_OUTAGE = Duration.ofDays(1);

    private final RetryPublisher retries;
    private final DeliveryTelemetry telemetry;
    private final TopicRetention retention;
    private final Vertx vertx;
    private final InstantSource time;
    private Map<Gathering.Key, Gathering> open = new HashMap<>();

    Bundles(
            RetryPublisher retries,
            DeliveryTelemetry telemetry,
            TopicRetention retention,
            Vertx vertx,
            InstantSource time) {
        this.retries = retries;
        this.telemetry = telemetry;
        this.retention = retention;
        this.vertx = vertx;
        this.time = time;
    }

    /** Whether the delivery needs no copy of its event to wait: it is as its event made it, and the event stays. */
    public boolean takes(Delivery delivery) {
        SourceRecord source = delivery.source();
        return source.writtenAt() != null
                && delivery.attempts().isEmpty()
                && delivery.order() == null
                && delivery.onDemand() == null
                && stays(source.topic(), source.writtenAt());
    }

    /** Whether a bundle may wait on as it is. */
    public boolean takes(Bundle bundle) {
        return stays(bundle.topic(), bundle.oldest());
    }

    /** Whether a bundle may wait until then. */
    public boolean isSoon(Instant due) {
        return !due.isAfter(time.instant().plus(LONGEST_STAY));
    }

    private boolean stays(String topic, Instant writtenAt) {
        return retention.keeps(
                topic, writtenAt, time.instant().plus(LONGEST_STAY).plus(LONGEST_OUTAGE));
    }

    /**
     * Completes when the broker has the delivery, or rather its line in a bundle.
     *
     * @param delivery one that is {@link #takes taken} and due {@link #isSoon soon}; it comes back a moment later
     */
    public Uni<Void> add(Delivery delivery) {
        return Uni.createFrom().emitter(emitter -> {
            Gathering full = null;
            synchronized (this) {
                if (open.isEmpty()) {
                    vertx.setTimer(GATHER_MILLIS, timer -> writeAll());
                }
                Gathering gathering = open.computeIfAbsent(Gathering.Key.of(delivery), Gathering::new);
                gathering.add(delivery, emitter);
                if (gathering.isFull()) {
                    full = gathering;
                    open.remove(gathering.key());
                }
            }
            if (full != null) {
                write(full);
            }
        });
    }

    private void writeAll() {
        List<Gathering> gathered;
        synchronized (this) {
            gathered = List.copyOf(open.values());
            open = new HashMap<>();
        }
        vertx.executeBlocking(Executors.callable(() -> gathered.forEach(this::write)), false);
    }

    private void write(Gathering gathering) {
        Uni.createFrom()
                .deferred(() -> publish(gathering.bundle(time.instant())))
                .subscribe()
                .with(done -> gathering.done(), gathering::failed);
    }

    /** Puts a bundle off as it is, until a time that is {@link #isSoon soon}; completes when the broker has it. */
    public Uni<Void> putOff(Bundle bundle, Instant due) {
        return publish(bundle.putOff(time.instant(), due));
    }

    /** Has a bundle come back at once; completes when the broker has it. */
    public Uni<Void> comeBack(Bundle bundle) {
        Instant now = time.instant();
        Bundle due = bundle.putOff(now, now);
        return retries.publish(due, DeliveryJson.write(due));
    }

    private Uni<Void> publish(Bundle bundle) {
        byte[] written = DeliveryJson.write(bundle);
        return retries.publish(bundle, written).invoke(() -> telemetry.postponed(bundle, written));
    }
}
