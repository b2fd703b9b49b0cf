package dev.hearken.registry.platform;

import io.quarkus.runtime.configuration.MemorySize;
import jakarta.inject.Singleton;
import java.util.regex.Pattern;

/** Which limit applies where: events may be larger than what people write. */
@Singleton
public final class BodyLimits {
    private static final Pattern INGEST = Pattern.compile("/v1/(events|ingest/.*)");

    private final BodyLimit ordinary;
    private final BodyLimit ingest;

    BodyLimits(HttpConfig config) {
        this.ordinary = limit(config.maxBodySize());
        this.ingest = limit(config.maxIngestSize());
    }

    private static BodyLimit limit(MemorySize size) {
        return new BodyLimit(Math.toIntExact(size.asLongValue()));
    }

    /** The limit of every other request. */
    public BodyLimit ordinary() {
        return ordinary;
    }

    /** The limit of requests that bring events. */
    public BodyLimit ingest() {
        return ingest;
    }

    /** The limit at a path. */
    BodyLimit at(String path) {
        return INGEST.matcher(path).matches() ? ingest : ordinary;
    }
}
