package dev.hearken.dispatcher.deadletter;

import dev.hearken.dispatcher.platform.RecordPublisher;
import dev.hearken.model.delivery.DeadLetter;
import dev.hearken.model.delivery.Delivery;
import dev.hearken.model.delivery.DeliveryJson;
import dev.hearken.model.delivery.FailureReason;
import dev.hearken.model.topic.Topics;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Writes deliveries that are given up, with everything that is needed to send them again. */
@ApplicationScoped
public class DeadLetterPublisher {
    private final RecordPublisher records;
    private final InstantSource time;

    DeadLetterPublisher(RecordPublisher records, InstantSource time) {
        this.records = records;
        this.time = time;
    }

    /**
     * Completes when the broker has it.
     *
     * @param detail one sentence for the listener's owner; absent where the reason says it all
     */
    public Uni<Void> publish(Delivery delivery, FailureReason reason, @Nullable String detail) {
        byte[] key = delivery.listener().value().getBytes(StandardCharsets.UTF_8);
        RecordHeaders headers = new RecordHeaders();
        headers.add("hearken-reason", reason.wireName().getBytes(StandardCharsets.UTF_8));
        headers.add("hearken-delivery", delivery.id().value().getBytes(StandardCharsets.UTF_8));
        return records.publish(
                Topics.DEAD_LETTERS,
                key,
                headers,
                DeliveryJson.write(new DeadLetter(delivery, reason, time.instant(), detail)));
    }
}
