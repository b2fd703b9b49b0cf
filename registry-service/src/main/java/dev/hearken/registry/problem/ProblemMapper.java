package dev.hearken.registry.problem;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.inject.Singleton;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers with a problem document whatever a resource, or the search for one, throws. */
@Singleton
final class ProblemMapper {
    private final ProblemTranslator translator;
    private final AllowedMethods allowedMethods;

    ProblemMapper(ProblemTranslator translator, AllowedMethods allowedMethods) {
        this.translator = translator;
        this.allowedMethods = allowedMethods;
    }

    @ServerExceptionMapper({
        ProblemException.class,
        AuthenticationFailedException.class,
        UnauthorizedException.class,
        ForbiddenException.class,
        NotFoundException.class,
        WebApplicationException.class,
        Throwable.class
    })
    public Response answer(Throwable failure, UriInfo uri, Request request) {
        String path = uri.getRequestUri().getRawPath();
        Problem problem = withAllow(problem(failure, path, request.getMethod()), path);
        Response.ResponseBuilder response = Response.status(problem.status())
                .type(Problem.MEDIA_TYPE)
                .entity(problem.toJson(path).toString());
        problem.headers().forEach(response::header);
        return response.build();
    }

    /** The search for a resource ends with "not found" also where several share a path and none has the method. */
    private Problem problem(Throwable failure, String path, String method) {
        List<String> allowed = List.of(allowedMethods.at(path).split(", "));
        return failure instanceof NotFoundException && allowed.size() > 1 && !allowed.contains(method)
                ? Problem.of(ProblemType.METHOD_NOT_ALLOWED)
                : translator.of(failure);
    }

    private Problem withAllow(Problem problem, String path) {
        return problem.type() == ProblemType.METHOD_NOT_ALLOWED
                        && !problem.headers().containsKey(HttpHeaders.ALLOW)
                ? problem.withHeader(HttpHeaders.ALLOW, allowedMethods.at(path))
                : problem;
    }
}
