package dev.hearken.local.stack.demo;

import java.time.Instant;

/**
 * One event of the sample run, a CloudEvent in Kafka's binary mode.
 *
 * @param topic where it goes
 * @param executionId the record's key
 * @param id unique for this source
 * @param type such as {@code task.failed}
 * @param label for people
 * @param time when it happened
 * @param data the record's value, JSON
 */
record SampleEvent(String topic, String executionId, String id, String type, String label, Instant time, String data) {
    static final String SOURCE = "/engines/demo";
}
