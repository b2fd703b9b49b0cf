package dev.hearken.dispatcher.platform;

import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/** What a consumer group has done before this instance came. */
@Singleton
public class GroupHistory {
    private static final long TIMEOUT_SECONDS = 10;

    private final Map<String, Object> kafka;

    GroupHistory(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.kafka = new HashMap<>(kafka);
        this.kafka.put("default.api.timeout.ms", "8000");
        this.kafka.put("request.timeout.ms", "5000");
    }

    /** Whether the group has ever committed an offset that is still kept; empty if Kafka does not answer. */
    public Optional<Boolean> hasCommitted(String group) throws InterruptedException {
        try (Admin admin = Admin.create(kafka)) {
            var committed = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            return Optional.of(!committed.isEmpty());
        } catch (KafkaException | ExecutionException | TimeoutException e) {
            return Optional.empty();
        }
    }
}
