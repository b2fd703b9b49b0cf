package dev.hearken.registry.keys;

import dev.hearken.model.TenantId;
import dev.hearken.registry.access.ApiKeys.Issued;
import dev.hearken.registry.access.Caller;
import dev.hearken.registry.access.RegisteredKey;
import dev.hearken.registry.access.Role;
import dev.hearken.registry.paging.PageRequest;
import dev.hearken.registry.paging.Pages;
import dev.hearken.registry.paging.QueryParameters;
import dev.hearken.registry.platform.JsonBody;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
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

/** API keys by REST. What the components {@code #/components/…} hold stands in {@code META-INF/openapi.yaml}. */
@Path("/v1/api-keys")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "API keys")
class ApiKeyResource {
    private static final String PATH = "/v1/api-keys";
    private static final String LIST = "api-keys";

    private final ApiKeyService keys;
    private final ApiKeyRequest requests;
    private final JsonBody bodies;
    private final Pages pages;
    private final Caller caller;

    ApiKeyResource(ApiKeyService keys, ApiKeyRequest requests, JsonBody bodies, Pages pages, Caller caller) {
        this.keys = keys;
        this.requests = requests;
        this.bodies = bodies;
        this.pages = pages;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.ADMIN_NAME)
    @Operation(
            operationId = "createApiKey",
            summary = "Make an API key",
            description = "The answer is the only one that shows the key. Repeating the request makes another key.")
    @RequestBody(ref = "ApiKeyWish")
    @APIResponse(responseCode = "201", ref = "ApiKeyCreated")
    @APIResponse(responseCode = "422", ref = "InvalidApiKey")
    @APIResponse(responseCode = "429", ref = "QuotaExceeded")
    public Response create(
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Parameter(hidden = true) @Nullable String contentType,
            InputStream body) {
        Issued issued = keys.create(
                caller.tenant(), requests.read(JsonBody.parse(bodies.bytes(contentType, body)), caller.name()));
        return Response.status(201)
                .entity(ApiKeyView.of(issued.key()).put("key", issued.reveal()).toString())
                .header(HttpHeaders.LOCATION, PATH + "/" + issued.key().id())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    @GET
    @RolesAllowed(Role.ADMIN_NAME)
    @Operation(operationId = "listApiKeys", summary = "List API keys in the order of their ids")
    @Parameter(ref = "Limit")
    @Parameter(ref = "Cursor")
    @APIResponse(responseCode = "200", ref = "ApiKeyPage")
    public Response list(@Context UriInfo uri) {
        var query = uri.getQueryParameters();
        QueryParameters.check(query, PageRequest.PARAMETERS);
        TenantId tenant = caller.tenant();
        return pages.answer(
                Pages.Query.of(tenant, LIST, query),
                page -> keys.page(tenant, page),
                ApiKeyView::of,
                RegisteredKey::id);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Role.ADMIN_NAME)
    @Operation(operationId = "getApiKey", summary = "Read what is known of an API key")
    @APIResponse(responseCode = "200", ref = "ApiKey")
    @APIResponse(responseCode = "404", ref = "NotFound")
    public Response get(@PathParam("id") @Parameter(ref = "ApiKeyId") String id) {
        return Response.ok(ApiKeyView.of(keys.get(caller.tenant(), id)).toString())
                .build();
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed(Role.ADMIN_NAME)
    @Operation(operationId = "revokeApiKey", summary = "Make an API key invalid, everywhere within 30 seconds")
    @APIResponse(responseCode = "204", description = "It is invalid.")
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(responseCode = "409", ref = "ReadOnly")
    public Response revoke(@PathParam("id") @Parameter(ref = "ApiKeyId") String id) {
        keys.revoke(caller.tenant(), id);
        return Response.noContent().build();
    }
}
