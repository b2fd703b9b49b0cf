package dev.hearken.registry.listener;

import com.github.f4b6a3.ulid.UlidFactory;
import dev.hearken.model.listener.ListenerId;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;

/** Makes new ids, each greater than the one before, so that lists are in the order of creation. */
@Singleton
class ListenerIds {
    private final UlidFactory ulids;

    ListenerIds(SecureRandom random, Clock clock) {
        this.ulids = UlidFactory.newMonotonicInstance(random, clock::millis);
    }

    ListenerId next() {
        return new ListenerId(ulids.create().toString());
    }
}
