package dev.hearken.model.topic;

import dev.hearken.model.delivery.RetryTier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Every topic of Hearken. */
public final class Topics {
    /** Execution events, key = execution id. */
    public static final String WORKFLOW_EXECUTIONS = "workflow.executions";

    /** Task events, key = execution id. */
    public static final String WORKFLOW_TASKS = "workflow.tasks";

    /** Compacted projection of the registry, key = {@code tenant/kind/id}. */
    public static final String CATALOG = "hearken.catalog";

    /** Deliveries that have come to a durable end without success, key = listener id. */
    public static final String DEAD_LETTERS = "hearken.dead-letters";

    /** Records that are no event, with their original key, headers and bytes. */
    public static final String INVALID_EVENTS = "hearken.invalid-events";

    /** Where deliveries stand: a record per attempt, and per wait or end without one, key = delivery id. */
    public static final String ATTEMPTS = "hearken.attempts";

    /**
     * How listeners fare, key = {@code tenant/listener/id}; the last record of a listener says it all. Beside that the
     * last failure of its condition, key = {@code tenant/listener/id/condition}.
     */
    public static final String LISTENER_STATE = "hearken.listener-state";

    /**
     * Deliveries that need a single owner, key = listener id (exact rate) or listener id + {@code /} + execution id
     * (order).
     */
    public static final String OWNED = "hearken.owned";

    /** Which executions of ordered listeners wait, key = listener id + {@code /} + execution id. */
    public static final String OWNED_LANES = "hearken.owned-lanes";

    /** Events that a listener gets on demand: again, late, or as a test; key = listener id. */
    public static final String REDELIVERIES = "hearken.redeliveries";

    /** Deliveries that somebody has cancelled, key = delivery id; read whole by every dispatcher. */
    public static final String CANCELLATIONS = "hearken.cancellations";

    /**
     * Largest record of a topic that carries an event of up to 1 MiB together with a body rendered from it, both in
     * base64: 8 MiB.
     */
    public static final int MAX_DELIVERY_BYTES = 8 * 1024 * 1024;

    private static final String MAX_DELIVERY = Integer.toString(MAX_DELIVERY_BYTES);

    private Topics() {}

    /** All topics, the retry tiers in ascending order of their wait. */
    public static List<Topic> all() {
        List<Topic> topics = new ArrayList<>();
        topics.add(new Topic(WORKFLOW_EXECUTIONS, 6, retained(Duration.ofDays(7))));
        topics.add(new Topic(WORKFLOW_TASKS, 6, retained(Duration.ofDays(7))));
        topics.add(new Topic(
                CATALOG,
                1,
                Map.of(
                        "cleanup.policy", "compact",
                        // A reader that starts from the beginning must still see a deletion: a week, not Kafka's day.
                        "delete.retention.ms", millis(Duration.ofDays(7)),
                        "min.compaction.lag.ms", millis(Duration.ofHours(1)),
                        "segment.ms", millis(Duration.ofHours(1)))));
        for (RetryTier tier : RetryTier.values()) {
            topics.add(new Topic(tier.topic(), 3, deliveries(Duration.ofDays(14))));
        }
        topics.add(new Topic(OWNED, 6, deliveries(Duration.ofDays(14))));
        topics.add(new Topic(
                OWNED_LANES,
                1,
                Map.of(
                        "cleanup.policy", "compact",
                        // A reader must meet a fence before what it fences off is overwritten.
                        "min.compaction.lag.ms", millis(Duration.ofHours(1)),
                        "segment.ms", millis(Duration.ofHours(1)))));
        topics.add(new Topic(REDELIVERIES, 3, deliveries(Duration.ofDays(14))));
        topics.add(new Topic(CANCELLATIONS, 1, retained(Duration.ofDays(14))));
        topics.add(new Topic(DEAD_LETTERS, 3, deliveries(Duration.ofDays(30))));
        topics.add(new Topic(INVALID_EVENTS, 1, deliveries(Duration.ofDays(30))));
        topics.add(new Topic(ATTEMPTS, 3, retained(Duration.ofDays(7))));
        topics.add(new Topic(
                LISTENER_STATE,
                1,
                Map.of(
                        // Who has not been heard of for a month is well, or gone.
                        "cleanup.policy", "compact,delete",
                        "retention.ms", millis(Duration.ofDays(30)),
                        "segment.ms", millis(Duration.ofDays(1)))));
        return List.copyOf(topics);
    }

    private static Map<String, String> retained(Duration retention) {
        return Map.of("cleanup.policy", "delete", "retention.ms", millis(retention));
    }

    private static Map<String, String> deliveries(Duration retention) {
        return Map.of("cleanup.policy", "delete", "retention.ms", millis(retention), "max.message.bytes", MAX_DELIVERY);
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
