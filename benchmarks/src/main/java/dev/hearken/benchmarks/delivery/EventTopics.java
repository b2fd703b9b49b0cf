package dev.hearken.benchmarks.delivery;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** The topics that events are published to; one with a backlog serves all plans with as many events. */
final class EventTopics {
    private final EventFeeder feeder;
    private final Map<Integer, String> filled = new HashMap<>();
    private int made;

    EventTopics(EventFeeder feeder) {
        this.feeder = feeder;
    }

    /** One without events. */
    String empty() throws IOException, InterruptedException {
        made++;
        String topic = "bench-" + made;
        feeder.makeTopic(topic);
        return topic;
    }

    /** One that holds so many events. */
    String filled(int events) throws IOException, InterruptedException {
        String known = filled.get(events);
        if (known != null) {
            return known;
        }
        String topic = empty();
        feeder.fill(topic, events);
        filled.put(events, topic);
        return topic;
    }
}
