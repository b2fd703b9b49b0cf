package dev.hearken.dispatcher.intake;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** Which topics engines publish to, and how much of them may be on its way at once. */
@ConfigMapping(prefix = "dispatcher.intake")
public interface IntakeConfig {
    /** Topics with execution and task events, comma-separated. */
    @WithDefault("workflow.executions,workflow.tasks")
    List<String> topics();

    /**
     * Topics whose records are all of one format: {@code <topic>=<format>}, comma-separated. Formats are
     * {@code cloudevents}, {@code factotum}, {@code mistral}, {@code conductor} and {@code serverless-workflow}. The
     * records of other topics are recognised one by one.
     */
    Optional<List<String>> formats();

    /** Consumer group of all dispatchers that share the work. */
    @WithDefault("hearken-dispatcher")
    String group();

    /** Most events in flight in this instance; with so many deliveries of them under way none is taken either. */
    @WithDefault("2048")
    int maxRecords();

    /** Most bytes of them. */
    @WithDefault("64M")
    MemorySize maxBytes();
}
