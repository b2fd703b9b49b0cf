package dev.hearken.registry.ingest;

import dev.hearken.model.topic.Topics;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Events by HTTP. */
@ConfigMapping(prefix = "registry.ingest")
public interface IngestConfig {
    /**
     * How long the brokers may take to confirm the records of a request; then it is answered with 503. At least 1 s.
     */
    @WithDefault("PT5S")
    Duration ackTimeout();

    /**
     * Whether {@code /v1/ingest/<format>} can be used without a key, for engines that cannot send one. Such events
     * belong to the tenant {@code default}: whoever reaches the port can invent them.
     */
    @WithDefault("false")
    boolean anonymous();

    /** Topic of execution events. */
    @WithDefault(Topics.WORKFLOW_EXECUTIONS)
    String executionsTopic();

    /** Topic of task events. */
    @WithDefault(Topics.WORKFLOW_TASKS)
    String tasksTopic();

    /** Most bytes of bodies in one instance that are not confirmed yet; beyond it requests are answered with 503. */
    @WithDefault("64M")
    MemorySize maxBytes();

    /** Most requests in one instance that are not confirmed yet; beyond it requests are answered with 503. */
    @WithDefault("64")
    int maxRequests();
}
