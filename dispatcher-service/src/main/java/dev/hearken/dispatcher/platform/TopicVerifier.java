package dev.hearken.dispatcher.platform;

import dev.hearken.model.topic.Topic;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Looks at the topics as the broker has them. */
@Singleton
public class TopicVerifier {
    private static final long TIMEOUT_SECONDS = 10;
    private static final String CLEANUP_POLICY = "cleanup.policy";

    private final Map<String, Object> kafka;

    TopicVerifier(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.kafka = new HashMap<>(kafka);
        this.kafka.put("default.api.timeout.ms", "8000");
        this.kafka.put("request.timeout.ms", "5000");
    }

    /** What is wrong, one sentence per topic for an operator; empty if every topic is there as it must be. */
    public Optional<String> fault(List<Topic> topics) throws InterruptedException {
        try (Admin admin = Admin.create(kafka)) {
            Map<String, String> policies =
                    cleanupPolicies(admin, topics.stream().map(Topic::name).toList());
            String faults = topics.stream()
                    .flatMap(topic -> fault(topic, policies.get(topic.name())).stream())
                    .collect(Collectors.joining("; "));
            return faults.isEmpty() ? Optional.empty() : Optional.of(faults);
        } catch (KafkaException | ExecutionException | TimeoutException e) {
            return Optional.of("Kafka does not answer: " + e.getMessage());
        }
    }

    /** Whether the brokers say that they have no such topic; false also where they do not answer. */
    boolean isMissing(String topic) {
        try (Admin admin = Admin.create(kafka)) {
            return !cleanupPolicies(admin, List.of(topic)).containsKey(topic);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (KafkaException | ExecutionException | TimeoutException e) {
            return false;
        }
    }

    private static Optional<String> fault(Topic topic, @Nullable String policy) {
        if (policy == null) {
            return Optional.of("topic " + topic.name() + " does not exist or may not be described; create it with "
                    + topic.partitions() + " or more partitions and " + topic.config());
        }
        String wanted = topic.config().getOrDefault(CLEANUP_POLICY, policy);
        return policy.equals(wanted)
                ? Optional.empty()
                : Optional.of(
                        "topic " + topic.name() + " has " + CLEANUP_POLICY + "=" + policy + ", it must be " + wanted);
    }

    /** The cleanup policy of each topic that exists. */
    private static Map<String, String> cleanupPolicies(Admin admin, Collection<String> names)
            throws ExecutionException, TimeoutException, InterruptedException {
        Map<String, String> policies = new HashMap<>();
        var answers = admin.describeConfigs(
                        names.stream().map(TopicVerifier::resource).toList())
                .values();
        for (var answer : answers.entrySet()) {
            try {
                Config config = answer.getValue().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
                Stream.ofNullable(config.get(CLEANUP_POLICY))
                        .map(ConfigEntry::value)
                        .forEach(policy -> policies.put(answer.getKey().name(), policy));
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
            }
        }
        return policies;
    }

    private static ConfigResource resource(String name) {
        return new ConfigResource(ConfigResource.Type.TOPIC, name);
    }
}
