package dev.hearken.registry.platform;

import dev.hearken.registry.problem.ProblemRoutes;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Refuses a body that is announced as far too large before anything of it is read. */
@Singleton
final class UploadLimit {
    /** After authentication (200) and authorization (100), before Quarkus's own limit. */
    private static final int PRIORITY = 50;

    private final BodyLimits limits;

    UploadLimit(BodyLimits limits) {
        this.limits = limits;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, PRIORITY);
    }

    private void check(RoutingContext context) {
        BodyLimit limit = limits.at(context.normalizedPath());
        if (announced(context.request().getHeader(HttpHeaders.CONTENT_LENGTH)) > limit.maxDrainedBytes()) {
            ProblemRoutes.send(context, limit.tooLarge().withHeader("Connection", "close"));
        } else {
            context.next();
        }
    }

    private static long announced(String contentLength) {
        return contentLength != null && contentLength.matches("[0-9]{1,18}") ? Long.parseLong(contentLength) : 0;
    }
}
