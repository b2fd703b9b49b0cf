package dev.hearken.registry.audit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.model.TenantId;
import dev.hearken.registry.access.Caller;
import dev.hearken.registry.access.Role;
import dev.hearken.registry.paging.Cursors;
import dev.hearken.registry.paging.PageRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The audit by REST. */
@Path("/v1/audit")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Audit")
class AuditResource {
    private final AuditTrail trail;
    private final Cursors cursors;
    private final Caller caller;

    AuditResource(AuditTrail trail, Cursors cursors, Caller caller) {
        this.trail = trail;
        this.cursors = cursors;
        this.caller = caller;
    }

    @GET
    @RolesAllowed(Role.ADMIN_NAME)
    @Operation(
            operationId = "listAudit",
            summary = "List who did what to which object, the latest first",
            description = "All filters must hold. To continue, repeat the request with `cursor` = `nextCursor`.")
    @Parameter(ref = "AuditActor")
    @Parameter(ref = "AuditAction")
    @Parameter(ref = "AuditKind")
    @Parameter(ref = "AuditObject")
    @Parameter(ref = "Since")
    @Parameter(ref = "Until")
    @Parameter(ref = "Limit")
    @Parameter(ref = "Cursor")
    @APIResponse(responseCode = "200", ref = "AuditPage")
    public Response list(@Context UriInfo uri) {
        var query = uri.getQueryParameters();
        AuditFilter filter = AuditFilter.from(query);
        TenantId tenant = caller.tenant();
        int limit = PageRequest.limit(query.getFirst("limit"));
        Optional<String> after = Optional.ofNullable(query.getFirst("cursor"))
                .map(cursor -> cursors.read(tenant, filter.canonical(), cursor));
        List<ObjectNode> found = trail.page(tenant, filter, new PageRequest(limit, after));
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        found.stream().limit(limit).forEach(page.putArray("items")::add);
        page.put(
                "nextCursor",
                found.size() > limit
                        ? cursors.write(
                                tenant,
                                filter.canonical(),
                                found.get(limit - 1).path("id").asText())
                        : null);
        return Response.ok(page.toString()).build();
    }
}
