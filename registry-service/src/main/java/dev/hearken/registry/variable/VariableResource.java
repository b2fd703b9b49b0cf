package dev.hearken.registry.variable;

import dev.hearken.model.catalog.CatalogKey.Kind;
import dev.hearken.registry.access.Role;
import dev.hearken.registry.variable.VariableRequests.Conditions;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Variables by REST. What the components {@code #/components/…} hold stands in {@code META-INF/openapi.yaml}. */
@Path("/v1/variables")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Variables")
class VariableResource {
    private final VariableRequests requests;

    VariableResource(VariableRequests requests) {
        this.requests = requests;
    }

    @GET
    @RolesAllowed(Role.VIEWER_NAME)
    @Operation(operationId = "listVariables", summary = "List variables in the order of their names")
    @Parameter(ref = "Limit")
    @Parameter(ref = "Cursor")
    @APIResponse(responseCode = "200", ref = "VariablePage")
    public Response list(@Context UriInfo uri) {
        return requests.list(Kind.VARIABLE, uri.getQueryParameters());
    }

    @GET
    @Path("/{name}")
    @RolesAllowed(Role.VIEWER_NAME)
    @Operation(operationId = "getVariable", summary = "Read a variable")
    @Parameter(ref = "IfNoneMatch")
    @APIResponse(responseCode = "200", ref = "Variable")
    @APIResponse(responseCode = "304", description = "The revision is one that If-None-Match names.")
    @APIResponse(responseCode = "404", ref = "NotFound")
    public Response get(
            @PathParam("name") @Parameter(ref = "VariableName") String name,
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Parameter(hidden = true) @Nullable String ifNoneMatch) {
        return requests.get(Kind.VARIABLE, name, ifNoneMatch);
    }

    @PUT
    @Path("/{name}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.EDITOR_NAME)
    @Operation(
            operationId = "putVariable",
            summary = "Create a variable or give it another value",
            description = "Templates of listeners name it as variables.NAME.")
    @Parameter(ref = "IfMatch")
    @Parameter(ref = "CreateOnly")
    @RequestBody(ref = "VariableValue")
    @APIResponse(responseCode = "200", ref = "Variable")
    @APIResponse(responseCode = "201", ref = "Variable")
    @APIResponse(responseCode = "412", ref = "PreconditionFailed")
    @APIResponse(responseCode = "422", ref = "InvalidValue")
    public Response put(
            @PathParam("name") @Parameter(ref = "VariableName") String name,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Parameter(hidden = true) @Nullable String contentType,
            @HeaderParam(HttpHeaders.IF_MATCH) @Parameter(hidden = true) @Nullable String ifMatch,
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Parameter(hidden = true) @Nullable String ifNoneMatch,
            InputStream body) {
        return requests.put(Kind.VARIABLE, name, contentType, new Conditions(ifMatch, ifNoneMatch), body);
    }

    @DELETE
    @Path("/{name}")
    @RolesAllowed(Role.EDITOR_NAME)
    @Operation(operationId = "deleteVariable", summary = "Remove a variable that no listener names")
    @Parameter(ref = "IfMatch")
    @APIResponse(responseCode = "204", description = "It is gone.")
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(responseCode = "409", ref = "InUse")
    @APIResponse(responseCode = "412", ref = "PreconditionFailed")
    public Response delete(
            @PathParam("name") @Parameter(ref = "VariableName") String name,
            @HeaderParam(HttpHeaders.IF_MATCH) @Parameter(hidden = true) @Nullable String ifMatch) {
        return requests.delete(Kind.VARIABLE, name, new Conditions(ifMatch, null));
    }
}
