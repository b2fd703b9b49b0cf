package dev.hearken.registry.redelivery;

import dev.hearken.registry.access.Caller;
import dev.hearken.registry.access.Role;
import dev.hearken.registry.idempotency.Once;
import dev.hearken.registry.platform.JsonBody;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
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

/** Many dead letters at once, by REST. */
@Path("/v1/dead-letters/redeliver")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Deliveries")
class BulkRedeliveryResource {
    private final BulkRedelivery redelivery;
    private final Once once;
    private final JsonBody bodies;
    private final Caller caller;

    BulkRedeliveryResource(BulkRedelivery redelivery, Once once, JsonBody bodies, Caller caller) {
        this.redelivery = redelivery;
        this.once = once;
        this.bodies = bodies;
        this.caller = caller;
    }

    @POST
    @RolesAllowed(Role.OPERATOR_NAME)
    @Operation(
            operationId = "redeliverDeadLetters",
            summary = "Send the dead letters of a filter again, the oldest first",
            description = "Takes some seconds at most. Repeat the request while `left` is not 0 or `more` is true.")
    @Parameter(ref = "IdempotencyKey")
    @RequestBody(ref = "DeadLetterFilter")
    @APIResponse(responseCode = "202", ref = "BulkRedelivery")
    @APIResponse(responseCode = "409", ref = "RequestInProgress")
    @APIResponse(responseCode = "422", ref = "InvalidListener")
    @APIResponse(responseCode = "503", ref = "NotConfirmed")
    public Response redeliver(
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Parameter(hidden = true) @Nullable String contentType,
            @HeaderParam("Idempotency-Key") @Parameter(hidden = true) @Nullable String idempotencyKey,
            InputStream body) {
        byte[] bytes = bodies.bytesIfAny(contentType, body);
        BulkRequest request = BulkRequest.read(JsonBody.parse(bytes));
        return Once.response(once.answer(
                new Once.Request(caller.tenant(), idempotencyKey, "/v1/dead-letters/redeliver", bytes),
                () -> redelivery.redeliver(caller.tenant(), request)));
    }
}
