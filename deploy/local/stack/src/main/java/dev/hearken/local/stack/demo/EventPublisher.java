package dev.hearken.local.stack.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.StringSerializer;

/** Publishes events as an engine does: CloudEvents 1.0, Kafka's binary mode. */
final class EventPublisher {
    private final String bootstrapServers;

    EventPublisher(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** Returns when the broker has acknowledged all of them. */
    void publish(List<SampleEvent> events) throws IOException, InterruptedException {
        Map<String, Object> config =
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers, ProducerConfig.ACKS_CONFIG, "all");
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            List<Future<RecordMetadata>> acknowledgements = new ArrayList<>();
            for (SampleEvent event : events) {
                acknowledgements.add(producer.send(toRecord(event)));
            }
            for (Future<RecordMetadata> acknowledgement : acknowledgements) {
                acknowledgement.get();
            }
        } catch (ExecutionException e) {
            throw new IOException("Kafka did not take the sample events: " + e.getMessage(), e);
        }
    }

    private static ProducerRecord<String, String> toRecord(SampleEvent event) {
        ProducerRecord<String, String> record = new ProducerRecord<>(event.topic(), event.executionId(), event.data());
        add(record.headers(), "ce_specversion", "1.0");
        add(record.headers(), "ce_id", event.id());
        add(record.headers(), "ce_type", event.type());
        add(record.headers(), "ce_source", SampleEvent.SOURCE);
        add(record.headers(), "ce_time", event.time().toString());
        add(record.headers(), "content-type", "application/json");
        return record;
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
