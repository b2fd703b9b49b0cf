package dev.hearken.registry.outbox;

import dev.hearken.model.catalog.CatalogKey;
import dev.hearken.model.catalog.CatalogKey.Kind;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Who owns which kind of object. */
@Singleton
class CatalogSources {
    private final Map<Kind, CatalogSource> byKind = new EnumMap<>(Kind.class);

    CatalogSources(@All List<CatalogSource> sources) {
        for (CatalogSource source : sources) {
            source.kinds().forEach(kind -> byKind.put(kind, source));
        }
        for (Kind kind : Kind.values()) {
            if (!byKind.containsKey(kind)) {
                throw new IllegalStateException("nobody owns catalog objects of the kind " + kind.wireName());
            }
        }
    }

    CatalogSource of(CatalogKey key) {
        return Objects.requireNonNull(byKind.get(key.kind()));
    }
}
