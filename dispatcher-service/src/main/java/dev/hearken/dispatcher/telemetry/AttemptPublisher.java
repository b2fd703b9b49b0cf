package dev.hearken.dispatcher.telemetry;

import dev.hearken.dispatcher.platform.RecordPublisher;
import dev.hearken.model.delivery.AttemptRecord;
import dev.hearken.model.delivery.DeliveryJson;
import dev.hearken.model.topic.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Writes one record per attempt; no delivery waits for it. */
@ApplicationScoped
class AttemptPublisher {
    private final RecordPublisher records;

    AttemptPublisher(RecordPublisher records) {
        this.records = records;
    }

    void publish(AttemptRecord attempt) {
        byte[] key = attempt.delivery().value().getBytes(StandardCharsets.UTF_8);
        records.publish(Topics.ATTEMPTS, key, new RecordHeaders(), DeliveryJson.write(attempt))
                .subscribe()
                .with(done -> {});
    }
}
