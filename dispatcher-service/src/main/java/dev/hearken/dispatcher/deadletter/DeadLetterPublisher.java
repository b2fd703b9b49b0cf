package dev.hearken.dispatcher.deadletter;

import dev.hearken.dispatcher.platform.RecordPublisher;
import dev.hearken.model.delivery.DeadLetter;
import dev.hearken.model.delivery.Delivery;
import dev.hearken.model.delivery.DeliveryJson;
import dev.hearken.model.delivery.FailureReason;
import dev.hearken.model.delivery.SourceRecord;
import dev.hearken.model.topic.Topics;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Writes deliveries that are given up, with everything that is needed to send them again. */
@Singleton
public class DeadLetterPublisher {
    private static final Logger LOG = Logger.getLogger(DeadLetterPublisher.class);

    private final RecordPublisher records;
    private final InstantSource time;

    DeadLetterPublisher(RecordPublisher records, InstantSource time) {
        this.records = records;
        this.time = time;
    }

    /**
     * Completes when the broker has it; without its payload if it is too large for the topic.
     *
     * @param detail one sentence for the listener's owner; absent where the reason says it all
     */
    public Uni<Void> publish(Delivery delivery, FailureReason reason, @Nullable String detail) {
        DeadLetter letter = new DeadLetter(delivery, reason, time.instant(), detail);
        return records.publishIfItFits(Topics.DEAD_LETTERS, key(letter), headers(letter), DeliveryJson.write(letter))
                .chain(fits -> fits ? Uni.createFrom().voidItem() : publishWithoutPayload(letter));
    }

    private Uni<Void> publishWithoutPayload(DeadLetter letter) {
        SourceRecord source = letter.delivery().source();
        LOG.warnf(
                "the dead letter of delivery %s is too large for %s and goes without its payload, which stands in"
                        + " %s-%d at offset %d; give the topic a larger max.message.bytes",
                letter.delivery().id(), Topics.DEAD_LETTERS, source.topic(), source.partition(), source.offset());
        DeadLetter small = letter.withoutPayload();
        return records.publish(Topics.DEAD_LETTERS, key(small), headers(small), DeliveryJson.write(small));
    }

    private static byte[] key(DeadLetter letter) {
        return letter.delivery().listener().value().getBytes(StandardCharsets.UTF_8);
    }

    private static RecordHeaders headers(DeadLetter letter) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("hearken-reason", letter.reason().wireName().getBytes(StandardCharsets.UTF_8));
        headers.add("hearken-delivery", letter.delivery().id().value().getBytes(StandardCharsets.UTF_8));
        return headers;
    }
}
