package dev.hearken.registry.files;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Map;
import org.jboss.logging.Logger;

/** What is wrong with files, by their name; also in the log, once, and in a gauge. */
@Singleton
class FileFaults {
    private static final Logger LOG = Logger.getLogger(FileFaults.class);

    private volatile Map<String, String> faults = Map.of();

    FileFaults(MeterRegistry meters) {
        Gauge.builder("hearken.files.faulty", this, all -> all.faults.size())
                .description("Files of listeners, or their directory, that could not be used")
                .register(meters);
    }

    boolean any() {
        return !faults.isEmpty();
    }

    Map<String, String> all() {
        return faults;
    }

    /** These are wrong now, and nothing else is. */
    void are(Map<String, String> found) {
        Map<String, String> before = faults;
        faults = Map.copyOf(found);
        found.forEach((file, reason) -> {
            if (!reason.equals(before.get(file))) {
                LOG.warnf("listener files: %s is not used: %s", file, reason);
            }
        });
        if (found.isEmpty() && !before.isEmpty()) {
            LOG.info("listener files: all are used again");
        }
    }
}
