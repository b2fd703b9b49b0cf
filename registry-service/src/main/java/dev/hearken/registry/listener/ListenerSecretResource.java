package dev.hearken.registry.listener;

import dev.hearken.model.listener.ListenerId;
import dev.hearken.registry.access.Caller;
import dev.hearken.registry.access.Role;
import dev.hearken.registry.idempotency.Answer;
import dev.hearken.registry.idempotency.Once;
import dev.hearken.registry.listener.ListenerKeys.Rotated;
import dev.hearken.registry.platform.JsonBody;
import dev.hearken.registry.platform.Precondition;
import dev.hearken.registry.problem.Problem;
import dev.hearken.registry.problem.ProblemException;
import dev.hearken.registry.problem.ProblemType;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The signing secret of a listener by REST. It is shown once, and never in an answer that is kept. */
@Path("/v1/listeners/{id}/secret")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Listeners")
class ListenerSecretResource {
    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    private final ListenerKeys keys;
    private final Once once;
    private final JsonBody bodies;
    private final Caller caller;

    ListenerSecretResource(ListenerKeys keys, Once once, JsonBody bodies, Caller caller) {
        this.keys = keys;
        this.once = once;
        this.bodies = bodies;
        this.caller = caller;
    }

    @GET
    @RolesAllowed(Role.EDITOR_NAME)
    @Operation(
            operationId = "getListenerSecret",
            summary = "See the signing secret once",
            description = "The first call after the creation or a rotation shows the secret, every later one its last "
                    + "characters. A public key is always shown.")
    @APIResponse(responseCode = "200", ref = "ListenerSecret")
    @APIResponse(responseCode = "404", ref = "NotFound")
    public Response secret(@PathParam("id") @Parameter(ref = "ListenerId") String id) {
        return Response.ok(keys.disclose(caller.tenant(), ListenerAnswers.idOf(id))
                        .toJson()
                        .toString())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    /** Without this a HEAD would run the GET and use up its one answer unseen. */
    @HEAD
    @RolesAllowed(Role.EDITOR_NAME)
    @Operation(hidden = true)
    public Response secretHead(@PathParam("id") String id) {
        throw new ProblemException(Problem.of(ProblemType.METHOD_NOT_ALLOWED).withHeader(HttpHeaders.ALLOW, "GET"));
    }

    @POST
    @Path("/rotate")
    @RolesAllowed(Role.EDITOR_NAME)
    @Operation(
            operationId = "rotateListenerSecret",
            summary = "Replace the signing secret",
            description =
                    "While the old one overlaps, requests carry the signatures of both. GET /secret shows the new "
                            + "one once.")
    @Parameter(ref = "IfMatch")
    @Parameter(ref = "IdempotencyKey")
    @RequestBody(ref = "SecretRotation")
    @APIResponse(responseCode = "200", ref = "RotatedSecret")
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(responseCode = "409", ref = "RequestInProgress")
    @APIResponse(responseCode = "412", ref = "PreconditionFailed")
    @APIResponse(responseCode = "422", ref = "InvalidValue")
    public Response rotate(
            @PathParam("id") @Parameter(ref = "ListenerId") String id,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Parameter(hidden = true) @Nullable String contentType,
            @HeaderParam(HttpHeaders.IF_MATCH) @Parameter(hidden = true) @Nullable String ifMatch,
            @HeaderParam(IDEMPOTENCY_KEY) @Parameter(hidden = true) @Nullable String idempotencyKey,
            InputStream body) {
        byte[] bytes = bodies.bytesIfAny(contentType, body);
        ListenerId listener = ListenerAnswers.idOf(id);
        String path = "/v1/listeners/" + id + "/secret/rotate";
        return Once.response(once.answer(
                new Once.Request(caller.tenant(), idempotencyKey, path, bytes),
                () -> rotate(listener, ifMatch, bytes)));
    }

    private Answer rotate(ListenerId id, @Nullable String ifMatch, byte[] body) {
        SecretRotation rotation = SecretRotation.read(JsonBody.parse(body));
        Rotated rotated = keys.rotate(caller.tenant(), id, Precondition.of(ifMatch), rotation.overlap());
        Map<String, String> headers = Map.of(HttpHeaders.ETAG, Precondition.tag(rotated.revision()));
        return new Answer(200, headers, rotated.keys().toJson().toString(), false);
    }
}
