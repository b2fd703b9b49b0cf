package dev.hearken.registry.imports;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.registry.access.Caller;
import dev.hearken.registry.access.Role;
import dev.hearken.registry.idempotency.Answer;
import dev.hearken.registry.idempotency.Once;
import dev.hearken.registry.listener.NewListeners;
import dev.hearken.registry.platform.JsonBody;
import dev.hearken.registry.problem.ProblemException;
import dev.hearken.registry.problem.ProblemType;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Other systems' definitions by REST. */
@Path("/v1/imports")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Imports")
class ImportResource {
    private final NewListeners listeners;
    private final Once once;
    private final JsonBody bodies;
    private final Caller caller;

    ImportResource(NewListeners listeners, Once once, JsonBody bodies, Caller caller) {
        this.listeners = listeners;
        this.once = once;
        this.bodies = bodies;
        this.caller = caller;
    }

    @POST
    @Path("/{system}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.EDITOR_NAME)
    @Operation(
            operationId = "importListeners",
            summary = "Read another system's definition as listeners",
            description = "Nothing is created unless `create` says so; then all are, or none.")
    @Parameter(ref = "CreateImported")
    @Parameter(ref = "IdempotencyKey")
    @RequestBody(ref = "Definition")
    @APIResponse(responseCode = "200", ref = "Imported")
    @APIResponse(responseCode = "201", ref = "Imported")
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(responseCode = "409", ref = "RequestInProgress")
    @APIResponse(responseCode = "422", ref = "InvalidImport")
    public Response read(
            @PathParam("system") @Parameter(ref = "SourceSystem") String system,
            @QueryParam("create") @Parameter(hidden = true) @Nullable String create,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Parameter(hidden = true) @Nullable String contentType,
            @HeaderParam("Idempotency-Key") @Parameter(hidden = true) @Nullable String idempotencyKey,
            InputStream body) {
        SourceSystem source = SourceSystem.of(system)
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "There is no such system"));
        byte[] bytes = bodies.bytes(contentType, body);
        Imported imported = source.read(JsonBody.parse(bytes));
        if (!isCreate(create)) {
            return Response.ok(imported.toJson(imported.listeners()).toString()).build();
        }
        String path = "/v1/imports/" + system + "?create=true";
        return Once.response(
                once.answer(new Once.Request(caller.tenant(), idempotencyKey, path, bytes), () -> create(imported)));
    }

    private Answer create(Imported imported) {
        List<ObjectNode> created = listeners.create(caller.tenant(), imported.listeners(), caller.name());
        return new Answer(201, Map.of(), imported.toJson(created).toString(), false);
    }

    private static boolean isCreate(@Nullable String text) {
        if (text != null && !text.equals("true") && !text.equals("false")) {
            throw new ProblemException(ProblemType.INVALID_REQUEST, "The parameter 'create' must be true or false");
        }
        return "true".equals(text);
    }
}
