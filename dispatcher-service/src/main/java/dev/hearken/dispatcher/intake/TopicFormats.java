package dev.hearken.dispatcher.intake;

import dev.hearken.format.InboundFormat;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which topics carry one format only; records of all others are recognised one by one. */
record TopicFormats(Map<String, Optional<InboundFormat>> byTopic) {
    /**
     * Reads entries of the form {@code <topic>=<format>}.
     *
     * @throws IllegalArgumentException if an entry has another form, names no format, or a topic that is not among
     *     {@code topics} or has a format already
     */
    static TopicFormats parse(List<String> entries, List<String> topics) {
        Map<String, Optional<InboundFormat>> byTopic = new HashMap<>();
        for (String entry : entries) {
            String[] parts = entry.split("=", -1);
            Optional<InboundFormat> format = parts.length == 2 ? InboundFormat.of(parts[1].trim()) : Optional.empty();
            if (format.isEmpty()) {
                throw new IllegalArgumentException(
                        "dispatcher.intake.formats: not <topic>=<format> with a format known here: " + entry);
            }
            String topic = parts[0].trim();
            if (!topics.contains(topic) || byTopic.put(topic, format) != null) {
                throw new IllegalArgumentException(
                        "dispatcher.intake.formats: not in dispatcher.intake.topics, or there twice: " + topic);
            }
        }
        return new TopicFormats(byTopic);
    }

    /** The format of all records of the topic, empty if they may be of any. */
    Optional<InboundFormat> of(String topic) {
        return byTopic.getOrDefault(topic, Optional.empty());
    }
}
