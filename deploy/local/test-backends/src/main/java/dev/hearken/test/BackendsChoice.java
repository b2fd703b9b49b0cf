package dev.hearken.test;

import java.util.Properties;

/** Which backends the tests get. */
enum BackendsChoice {
    LOCAL {
        @Override
        RunningBackends start() {
            return LocalBackends.start();
        }
    },
    CONTAINERS {
        @Override
        RunningBackends start() {
            return ContainerBackends.start();
        }
    };

    static final String PROPERTY = "hearken.test.backends";

    /**
     * What {@value #PROPERTY} says; without it containers where an engine answers.
     *
     * @throws IllegalStateException if it says something else, or demands containers where no engine answers
     */
    static BackendsChoice of(Properties properties) {
        return of(properties.getProperty(PROPERTY, ""), DockerEngine.ofEnvironment());
    }

    static BackendsChoice of(String wish, DockerEngine engine) {
        return switch (wish) {
            case "" -> engine.answers() ? CONTAINERS : LOCAL;
            case "local" -> LOCAL;
            case "containers" -> demanded(engine);
            default ->
                throw new IllegalStateException("-D" + PROPERTY + "=" + wish + " is neither local nor containers");
        };
    }

    private static BackendsChoice demanded(DockerEngine engine) {
        if (!engine.answers()) {
            throw new IllegalStateException("-D" + PROPERTY + "=containers, but no Docker engine answers at " + engine);
        }
        return CONTAINERS;
    }

    abstract RunningBackends start();
}
