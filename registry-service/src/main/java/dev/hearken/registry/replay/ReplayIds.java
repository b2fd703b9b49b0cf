package dev.hearken.registry.replay;

import com.github.f4b6a3.ulid.UlidFactory;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;

/** Makes new ids, each greater than the one before, so that lists are in the order of creation. */
@Singleton
class ReplayIds {
    private final UlidFactory ulids;

    ReplayIds(SecureRandom random, Clock clock) {
        this.ulids = UlidFactory.newMonotonicInstance(random, clock::millis);
    }

    String next() {
        return ulids.create().toString();
    }
}
