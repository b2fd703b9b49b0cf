package dev.hearken.dispatcher.health;

import dev.hearken.dispatcher.platform.RecordPublisher;
import dev.hearken.model.catalog.CatalogKey;
import dev.hearken.model.delivery.ConditionFailure;
import dev.hearken.model.delivery.DeliveryJson;
import dev.hearken.model.delivery.ListenerState;
import dev.hearken.model.topic.Topics;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Writes how a listener fares and that its condition failed; no delivery waits for it. */
@Singleton
class ListenerStatePublisher {
    private final RecordPublisher records;

    ListenerStatePublisher(RecordPublisher records) {
        this.records = records;
    }

    void publish(ListenerState state) {
        publish(CatalogKey.of(state.tenant(), state.listener()).toString(), state);
    }

    void publish(ConditionFailure failure) {
        publish(CatalogKey.of(failure.tenant(), failure.listener()) + "/condition", failure);
    }

    private void publish(String key, Record value) {
        records.publish(
                        Topics.LISTENER_STATE,
                        key.getBytes(StandardCharsets.UTF_8),
                        new RecordHeaders(),
                        DeliveryJson.write(value))
                .subscribe()
                .with(done -> {});
    }
}
