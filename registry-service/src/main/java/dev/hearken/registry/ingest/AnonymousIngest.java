package dev.hearken.registry.ingest;

import dev.hearken.registry.access.Guests;
import jakarta.inject.Singleton;
import java.util.regex.Pattern;

/** Lets engines in that cannot send a key, where the configuration says so. */
@Singleton
final class AnonymousIngest implements Guests {
    private static final Pattern PATH = Pattern.compile("/v1/ingest/[a-z]+");

    private final boolean allowed;

    AnonymousIngest(IngestConfig config) {
        this.allowed = config.anonymous();
    }

    @Override
    public boolean admits(String path) {
        return allowed && PATH.matcher(path).matches();
    }
}
