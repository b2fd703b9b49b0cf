package dev.hearken.system;

import dev.hearken.model.topic.Topic;
import dev.hearken.model.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The broker as engines and operators see it. */
public final class Kafka implements AutoCloseable {
    private final Map<String, Object> config;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Admin admin;

    /** A client of the broker at this address. */
    public Kafka(String bootstrap) {
        config = Map.of("bootstrap.servers", bootstrap);
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        admin = Admin.create(config);
    }

    /** Returns where the records are, in the same order, when the broker has acknowledged all. */
    public List<RecordMetadata> publish(List<ProducerRecord<byte[], byte[]>> records)
            throws ExecutionException, InterruptedException {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        records.forEach(record -> sent.add(producer.send(record)));
        List<RecordMetadata> written = new ArrayList<>();
        for (Future<RecordMetadata> future : sent) {
            written.add(future.get());
        }
        return written;
    }

    /** Creates Hearken's topics but those named, and returns when they can be used. */
    public void createTopics(int replicas, List<String> without) throws ExecutionException, InterruptedException {
        create(Topics.all().stream().filter(topic -> !without.contains(topic.name())), replicas);
    }

    /** Creates one of Hearken's topics. */
    public void createTopic(String name) throws ExecutionException, InterruptedException {
        create(Topics.all().stream().filter(topic -> topic.name().equals(name)), 1);
    }

    private void create(Stream<Topic> topics, int replicas) throws ExecutionException, InterruptedException {
        admin.createTopics(topics.map(topic -> new NewTopic(topic.name(), topic.partitions(), (short) replicas)
                                .configs(topic.config()))
                        .toList())
                .all()
                .get();
    }

    /** Deletes a topic with all that is in it. */
    public void deleteTopic(String name) throws ExecutionException, InterruptedException {
        admin.deleteTopics(List.of(name)).all().get();
    }

    /** Deletes a group without members, and what it has committed. */
    public void deleteGroup(String group) throws ExecutionException, InterruptedException {
        admin.deleteConsumerGroups(List.of(group)).all().get();
    }

    /** Whether each partition of the topic has so many replicas in sync. */
    public boolean isInSync(String topic, int replicas) throws ExecutionException, InterruptedException {
        return admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).partitions().stream()
                .allMatch(partition -> partition.isr().size() == replicas);
    }

    /** What the group has committed. */
    public Map<TopicPartition, OffsetAndMetadata> committed(String group)
            throws ExecutionException, InterruptedException {
        return admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get();
    }

    /** How many partitions the topics have. */
    public int partitions(List<String> topics) throws ExecutionException, InterruptedException {
        return admin.describeTopics(topics).allTopicNames().get().values().stream()
                .mapToInt(topic -> topic.partitions().size())
                .sum();
    }

    /** The partitions of the group's member whose client id begins like this. */
    public Set<TopicPartition> assigned(String group, String client) throws ExecutionException, InterruptedException {
        return admin.describeConsumerGroups(List.of(group)).describedGroups().get(group).get().members().stream()
                .filter(member -> member.clientId().startsWith(client))
                .flatMap(member -> member.assignment().topicPartitions().stream())
                .collect(Collectors.toSet());
    }

    /** Everything in the topics at this moment, but what transactions left behind that were given up. */
    public List<ConsumerRecord<byte[], byte[]>> read(List<String> topics) {
        Map<String, Object> committed = new HashMap<>(config);
        committed.put("isolation.level", "read_committed");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(committed, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = topics.stream()
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
            return records;
        }
    }

    /** Records that the group has not committed; partitions without a commit count from their beginning. */
    public long lag(String group, List<String> topics) {
        try {
            List<TopicPartition> partitions = admin.describeTopics(topics).allTopicNames().get().values().stream()
                    .flatMap(topic -> topic.partitions().stream()
                            .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                    .toList();
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            var ends = admin.listOffsets(partitions.stream()
                            .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest())))
                    .all()
                    .get();
            return partitions.stream()
                    .mapToLong(partition -> {
                        OffsetAndMetadata offset = committed.get(partition);
                        return ends.get(partition).offset() - (offset == null ? 0 : offset.offset());
                    })
                    .sum();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
    }
}
