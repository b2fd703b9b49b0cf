package dev.hearken.system.faults;

import dev.hearken.system.ServiceProcess;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What the suites of faults have in common. */
final class Scenes {
    /** As patient as a slow machine needs. */
    static final Duration LONG = Duration.ofSeconds(120);

    /** Duplicates after a kill: 256 requests in flight, and one commit interval of 1 s at 500 deliveries a second. */
    static final long KILL_BUDGET = 756;

    /**
     * Duplicates while nothing can be committed, when all that was taken goes out and comes again: 600 deliveries once
     * more, and once more for the 300 of them whose retry was under way.
     */
    static final long UNCOMMITTED_BUDGET = 900;

    /** A session lasts 10 s. Shorter than what {@link Account} lets pass between signature and arrival. */
    static final Duration LONGER_THAN_A_SESSION = Duration.ofSeconds(15);

    private Scenes() {}

    /**
     * Two listeners for all events: one slow, one that fails once for each third event. Neither needs to queue: what
     * finds no slot waits in a retry topic, and that is another scene.
     */
    static Scene flakyScene(Lab lab, String name) throws Exception {
        Scene scene = new Scene(lab, name);
        scene.endpoint()
                .on("/slow", Behaviour.after(Duration.ofMillis(50), Behaviour.OK))
                .on("/flaky", Behaviour.failing(1));
        for (String path : List.of("/slow", "/flaky")) {
            scene.listener(
                    scene.endpoint().url(path), d -> d.withObject("/delivery").put("maxInFlight", 64));
        }
        return scene;
    }

    /** The status of a health check, 0 for no answer. */
    static int status(ServiceProcess pod, String check) throws InterruptedException {
        try {
            return Integer.parseInt(pod.get("/q/health/" + check).substring(0, 3));
        } catch (IOException e) {
            return 0;
        }
    }

    /** As a figure of the report. */
    static String since(Instant begin) {
        return Duration.between(begin, Instant.now()).toMillis() + " ms";
    }
}
