package dev.hearken.dispatcher.rendering;

import dev.hearken.dispatcher.catalog.Catalog;
import dev.hearken.dispatcher.catalog.CatalogEntry;
import dev.hearken.dispatcher.catalog.CatalogSnapshot;
import dev.hearken.language.template.Rendering;
import dev.hearken.model.delivery.Delivery;
import dev.hearken.rendering.RenderedRequest;
import dev.hearken.rendering.RequestRenderer;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes the request of one attempt with the listener, the variables and the secrets as they are now. */
@Singleton
public class RequestSource {
    private final Catalog catalog;
    private final RequestRenderer renderer;

    RequestSource(
            Catalog catalog,
            @ConfigProperty(name = "quarkus.application.version") String version,
            InstantSource time,
            RandomGenerator random) {
        this.catalog = catalog;
        this.renderer = new RequestRenderer(version, time, random);
    }

    /** The signed request of the next attempt, or why there is none; what must be signed is never sent unsigned. */
    public Rendering<RenderedRequest> next(Delivery delivery, CatalogEntry entry) {
        CatalogSnapshot now = catalog.current();
        return renderer.render(delivery, entry.source(), now.values(delivery.tenant()));
    }

    /** A url with the host and port where the next attempt goes, as far as that can be said beforehand. */
    public String target(Delivery delivery, CatalogEntry entry) {
        return renderer.target(delivery, entry.source(), catalog.current().values(delivery.tenant()));
    }
}
