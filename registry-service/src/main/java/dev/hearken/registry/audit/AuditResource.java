package dev.hearken.registry.audit;

import dev.hearken.model.TenantId;
import dev.hearken.registry.access.Caller;
import dev.hearken.registry.access.Role;
import dev.hearken.registry.paging.Pages;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.function.Function;
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
    private final Pages pages;
    private final Caller caller;

    AuditResource(AuditTrail trail, Pages pages, Caller caller) {
        this.trail = trail;
        this.pages = pages;
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
        AuditFilter filter = AuditFilter.from(uri.getQueryParameters());
        TenantId tenant = caller.tenant();
        return pages.answer(
                Pages.Query.of(tenant, filter.canonical(), uri.getQueryParameters()),
                page -> trail.page(tenant, filter, page),
                Function.identity(),
                entry -> entry.path("id").asText());
    }
}
