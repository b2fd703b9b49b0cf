package dev.hearken.model.topic;

import java.util.Map;

/**
 * One Kafka topic as Hearken needs it.
 *
 * @param name topic name
 * @param partitions number of partitions to create it with, at least 1; more is always fine
 * @param config topic settings by Kafka's own names, such as {@code cleanup.policy}
 */
public record Topic(String name, int partitions, Map<String, String> config) {
    /** Copies the settings. */
    public Topic {
        config = Map.copyOf(config);
    }
}
