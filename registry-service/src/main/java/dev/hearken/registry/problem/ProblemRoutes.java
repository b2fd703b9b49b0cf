package dev.hearken.registry.problem;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Answers with a problem document what fails before a resource is reached: authentication, broken requests. */
@Singleton
public final class ProblemRoutes {
    private static final int FIRST = -10_000;
    private static final String CONNECTION = "Connection";

    private final ProblemTranslator translator;

    ProblemRoutes(ProblemTranslator translator) {
        this.translator = translator;
    }

    void register(@Observes Router router) {
        router.route().order(FIRST).failureHandler(this::answerFailure);
    }

    private void answerFailure(RoutingContext context) {
        send(context, problem(context.failure(), context.statusCode()));
    }

    private Problem problem(@Nullable Throwable failure, int status) {
        if (failure != null) {
            return translator.of(failure);
        }
        return status < 500
                ? ProblemTranslator.ofStatus(status)
                : translator.of(new IllegalStateException("the HTTP layer gave up with status " + status));
    }

    /** Ends a request with a problem, and its connection too if the problem has the header {@code Connection}. */
    public static void send(RoutingContext context, Problem problem) {
        if (context.response().headWritten() || context.response().ended()) {
            return;
        }
        context.response().setStatusCode(problem.status());
        context.response().putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE);
        problem.headers().forEach(context.response()::putHeader);
        if (problem.headers().containsKey(CONNECTION)) {
            context.response()
                    .endHandler(ended -> context.request().connection().close());
        }
        String path = context.request().path();
        context.response().end(problem.toJson(path == null ? "/" : path).toString());
    }

    /** Ends a request because it carries no valid API key. */
    public static void sendUnauthenticated(RoutingContext context) {
        send(context, ProblemTranslator.ofStatus(401));
    }
}
