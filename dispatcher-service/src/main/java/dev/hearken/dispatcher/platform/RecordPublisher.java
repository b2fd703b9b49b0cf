package dev.hearken.dispatcher.platform;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Writes records and does not give up. What it answers completes when all in-sync replicas have the record
 * ({@code acks=all}); while the broker cannot take it, it stays pending, and so do the records that depend on it.
 * Records for other topics go on (see {@link TopicDoor}).
 */
@Singleton
public class RecordPublisher {
    private static final String CHANNEL = "records";
    private static final Duration FIRST_BACK_OFF = Duration.ofMillis(200);
    private static final Duration MAX_BACK_OFF = Duration.ofSeconds(10);

    private final KafkaClientService clients;
    private final WriteFaults faults;
    private final ConcurrentMap<String, TopicDoor> doors = new ConcurrentHashMap<>();

    RecordPublisher(KafkaClientService clients, WriteFaults faults) {
        this.clients = clients;
        this.faults = faults;
    }

    /**
     * Writes a record.
     *
     * @param key decides the partition; null for any
     * @param headers may be empty
     * @param value null for a tombstone
     */
    public Uni<Void> publish(String topic, byte @Nullable [] key, Headers headers, byte @Nullable [] value) {
        return untilItWorks(topic, send(topic, key, headers, value).replaceWith(true))
                .replaceWithVoid();
    }

    /**
     * As {@link #publish}, but answers false where the record is too large for the topic or for the producer, and so
     * would never be taken.
     */
    public Uni<Boolean> publishIfItFits(String topic, byte @Nullable [] key, Headers headers, byte @Nullable [] value) {
        Uni<Boolean> sent = send(topic, key, headers, value)
                .replaceWith(true)
                .onFailure(RecordTooLargeException.class)
                .recoverWithItem(false);
        return untilItWorks(topic, sent);
    }

    private Uni<Boolean> untilItWorks(String topic, Uni<Boolean> sent) {
        TopicDoor door = doors.computeIfAbsent(topic, t -> new TopicDoor());
        return Uni.createFrom()
                .deferred(door::enter)
                .chain(() -> sent)
                .onFailure()
                .invoke(e -> {
                    faults.failed(topic, e);
                    door.failed();
                })
                .onFailure()
                .retry()
                .withBackOff(FIRST_BACK_OFF, MAX_BACK_OFF)
                .indefinitely()
                .invoke(() -> {
                    faults.worked(topic);
                    door.worked();
                });
    }

    private Uni<RecordMetadata> send(String topic, byte @Nullable [] key, Headers headers, byte @Nullable [] value) {
        // A new record per try: a producer closes the headers of one that it was given.
        return Uni.createFrom()
                .deferred(() -> clients.<byte[], byte[]>getProducer(CHANNEL)
                        .send(new ProducerRecord<>(topic, null, null, key, value, new RecordHeaders(headers))));
    }
}
