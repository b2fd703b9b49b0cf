package dev.hearken.registry.replay;

/**
 * What a replay reads of one partition.
 *
 * @param topic its topic
 * @param partition its number
 * @param first the first offset of the range
 * @param next the first offset that is not done
 * @param end the first offset after the range
 */
record Span(String topic, int partition, long first, long next, long end) {
    /** The same when everything before this offset is done. */
    Span at(long offset) {
        return new Span(topic, partition, first, Math.min(Math.max(next, offset), end), end);
    }

    boolean isDone() {
        return next >= end;
    }

    boolean isOf(String otherTopic, int otherPartition) {
        return partition == otherPartition && topic.equals(otherTopic);
    }
}
