package dev.hearken.registry.replay;

import dev.hearken.registry.access.Role;
import dev.hearken.registry.platform.JsonBody;
import dev.hearken.registry.problem.ProblemException;
import dev.hearken.registry.problem.ProblemType;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The replay of one execution by REST. */
@Path("/v1/executions/{id}/replay")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Replays")
class ExecutionReplayResource {
    private static final int MAX_LENGTH = 256;

    private final ReplayRequest requests;
    private final ReplayAnswers answers;
    private final JsonBody bodies;

    ExecutionReplayResource(ReplayRequest requests, ReplayAnswers answers, JsonBody bodies) {
        this.requests = requests;
        this.answers = answers;
        this.bodies = bodies;
    }

    @POST
    @RolesAllowed(Role.OPERATOR_NAME)
    @Operation(
            operationId = "replayExecution",
            summary = "Send the events of one execution again, to one listener or to all that are enabled",
            description = "A replay like the others. Without a body: to all, from as far back as a replay may go.")
    @Parameter(ref = "IdempotencyKey")
    @RequestBody(ref = "ExecutionReplayWish")
    @APIResponse(responseCode = "202", ref = "ReplayAccepted")
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(responseCode = "409", ref = "ListenerDisabled")
    @APIResponse(responseCode = "422", ref = "InvalidReplay")
    @APIResponse(responseCode = "429", ref = "QuotaExceeded")
    public Response replay(
            @PathParam("id") @Parameter(ref = "ExecutionId") String id,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Parameter(hidden = true) @Nullable String contentType,
            @HeaderParam(ReplayAnswers.IDEMPOTENCY_KEY) @Parameter(hidden = true) @Nullable String idempotencyKey,
            InputStream body) {
        if (id.length() > MAX_LENGTH || id.chars().anyMatch(Character::isISOControl)) {
            throw new ProblemException(ProblemType.NOT_FOUND, "No execution can have this id");
        }
        byte[] bytes = bodies.bytesIfAny(contentType, body);
        return answers.accepted(
                "/v1/executions/" + id + "/replay",
                bytes,
                idempotencyKey,
                () -> requests.ofExecution(id, JsonBody.parse(bytes)));
    }
}
