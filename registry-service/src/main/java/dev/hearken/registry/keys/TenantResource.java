package dev.hearken.registry.keys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.model.TenantId;
import dev.hearken.model.listener.FieldError;
import dev.hearken.registry.access.ApiKeys.Issued;
import dev.hearken.registry.access.Caller;
import dev.hearken.registry.access.Role;
import dev.hearken.registry.paging.PageRequest;
import dev.hearken.registry.paging.Pages;
import dev.hearken.registry.paging.QueryParameters;
import dev.hearken.registry.platform.JsonBody;
import dev.hearken.registry.platform.UnknownFields;
import dev.hearken.registry.problem.ProblemException;
import dev.hearken.registry.problem.ProblemType;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Tenants by REST. */
@Path("/v1/tenants")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "API keys")
class TenantResource {
    private static final String LIST = "tenants";

    private final TenantService tenants;
    private final JsonBody bodies;
    private final Pages pages;
    private final Caller caller;

    TenantResource(TenantService tenants, JsonBody bodies, Pages pages, Caller caller) {
        this.tenants = tenants;
        this.bodies = bodies;
        this.pages = pages;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.ADMIN_NAME)
    @Operation(
            operationId = "createTenant",
            summary = "Open a tenant",
            description = "For admins of the tenant `default`. The answer is the only one that shows its first key.")
    @RequestBody(ref = "TenantWish")
    @APIResponse(responseCode = "201", ref = "TenantCreated")
    @APIResponse(responseCode = "409", ref = "TenantExists")
    @APIResponse(responseCode = "422", ref = "InvalidValue")
    public Response create(
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Parameter(hidden = true) @Nullable String contentType,
            InputStream body) {
        TenantId tenant = tenant(JsonBody.parse(bodies.bytes(contentType, body)));
        Issued issued = tenants.open(caller.tenant(), tenant, caller.name());
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", tenant.value());
        json.set("apiKey", ApiKeyView.of(issued.key()).put("key", issued.reveal()));
        return Response.status(201)
                .entity(json.toString())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private static TenantId tenant(JsonNode json) {
        List<FieldError> errors = new ArrayList<>();
        errors.addAll(UnknownFields.in(json, Set.of("id"), "is no field here"));
        String id = json.path("id").textValue();
        if (id == null || !TenantId.isValid(id)) {
            errors.add(new FieldError("/id", "must have the form [a-z0-9][a-z0-9-]{0,62}"));
        }
        if (id == null || !errors.isEmpty()) {
            throw new ProblemException(ProblemType.INVALID_VALUE, errors);
        }
        return new TenantId(id);
    }

    @GET
    @RolesAllowed(Role.ADMIN_NAME)
    @Operation(
            operationId = "listTenants",
            summary = "List tenants in the order of their names",
            description = "All of them for admins of the tenant `default`; others see their own.")
    @Parameter(ref = "Limit")
    @Parameter(ref = "Cursor")
    @APIResponse(responseCode = "200", ref = "TenantPage")
    public Response list(@Context UriInfo uri) {
        var query = uri.getQueryParameters();
        QueryParameters.check(query, PageRequest.PARAMETERS);
        TenantId asker = caller.tenant();
        return pages.answer(
                Pages.Query.of(asker, LIST, query),
                page -> tenants.page(asker, page),
                Function.identity(),
                tenant -> tenant.path("id").asText());
    }
}
