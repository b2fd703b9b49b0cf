package dev.hearken.registry.listener;

import dev.hearken.registry.access.Caller;
import dev.hearken.registry.access.Role;
import dev.hearken.registry.platform.Precondition;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What can be done with one listener by REST beside changing its definition. Doing it again changes nothing. */
@Path("/v1/listeners/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Listeners")
class ListenerActionsResource {
    private final ListenerService listeners;
    private final Caller caller;

    ListenerActionsResource(ListenerService listeners, Caller caller) {
        this.listeners = listeners;
        this.caller = caller;
    }

    @POST
    @Path("/pause")
    @RolesAllowed(Role.EDITOR_NAME)
    @Operation(operationId = "pauseListener", summary = "Let deliveries wait, without using up attempts")
    @Parameter(ref = "IfMatch")
    @APIResponse(responseCode = "200", ref = "Listener")
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(responseCode = "412", ref = "PreconditionFailed")
    public Response pause(
            @PathParam("id") @Parameter(ref = "ListenerId") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Parameter(hidden = true) @Nullable String ifMatch) {
        return ListenerAnswers.view(
                listeners.setPaused(caller.tenant(), ListenerAnswers.idOf(id), Precondition.of(ifMatch), true));
    }

    @POST
    @Path("/resume")
    @RolesAllowed(Role.EDITOR_NAME)
    @Operation(operationId = "resumeListener", summary = "Let waiting deliveries go on")
    @Parameter(ref = "IfMatch")
    @APIResponse(responseCode = "200", ref = "Listener")
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(responseCode = "412", ref = "PreconditionFailed")
    public Response resume(
            @PathParam("id") @Parameter(ref = "ListenerId") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Parameter(hidden = true) @Nullable String ifMatch) {
        return ListenerAnswers.view(
                listeners.setPaused(caller.tenant(), ListenerAnswers.idOf(id), Precondition.of(ifMatch), false));
    }

    @POST
    @Path("/enable")
    @RolesAllowed(Role.EDITOR_NAME)
    @Operation(operationId = "enableListener", summary = "Let a listener hear events")
    @Parameter(ref = "IfMatch")
    @APIResponse(responseCode = "200", ref = "Listener")
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(responseCode = "409", ref = "ReadOnly")
    @APIResponse(responseCode = "412", ref = "PreconditionFailed")
    public Response enable(
            @PathParam("id") @Parameter(ref = "ListenerId") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Parameter(hidden = true) @Nullable String ifMatch) {
        return setEnabled(id, ifMatch, true);
    }

    @POST
    @Path("/disable")
    @RolesAllowed(Role.EDITOR_NAME)
    @Operation(operationId = "disableListener", summary = "Let events pass by a listener")
    @Parameter(ref = "IfMatch")
    @APIResponse(responseCode = "200", ref = "Listener")
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(responseCode = "409", ref = "ReadOnly")
    @APIResponse(responseCode = "412", ref = "PreconditionFailed")
    public Response disable(
            @PathParam("id") @Parameter(ref = "ListenerId") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Parameter(hidden = true) @Nullable String ifMatch) {
        return setEnabled(id, ifMatch, false);
    }

    private Response setEnabled(String id, @Nullable String ifMatch, boolean enabled) {
        return ListenerAnswers.view(listeners.redefine(
                caller.tenant(),
                ListenerAnswers.idOf(id),
                Precondition.of(ifMatch),
                current -> current.listener().definition().withEnabled(enabled)));
    }
}
