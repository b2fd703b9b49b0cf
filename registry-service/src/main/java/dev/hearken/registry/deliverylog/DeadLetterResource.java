package dev.hearken.registry.deliverylog;

import dev.hearken.model.TenantId;
import dev.hearken.registry.access.Caller;
import dev.hearken.registry.access.Role;
import dev.hearken.registry.deliverylog.DeliveryRepository.Place;
import dev.hearken.registry.paging.Pages;
import dev.hearken.registry.paging.QueryParameters;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Deliveries that were given up, by REST. */
@Path("/v1/dead-letters")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Deliveries")
class DeadLetterResource {
    private static final Set<String> PARAMETERS = Stream.concat(
                    DeadLetterFilter.PARAMETERS.stream(), Stream.of("limit", "cursor"))
            .collect(Collectors.toUnmodifiableSet());

    private final DeliveryRepository deliveries;
    private final Pages pages;
    private final Caller caller;

    DeadLetterResource(DeliveryRepository deliveries, Pages pages, Caller caller) {
        this.deliveries = deliveries;
        this.pages = pages;
        this.caller = caller;
    }

    @GET
    @RolesAllowed(Role.VIEWER_NAME)
    @Operation(
            operationId = "listDeadLetters",
            summary = "List dead letters, the newest first",
            description = "Deliveries of the log that failed and were not sent again since. All filters must hold. To"
                    + " continue, repeat the request with `cursor` = `nextCursor`.")
    @Parameter(ref = "DeliveryListener")
    @Parameter(ref = "DeliveryWorkflow")
    @Parameter(ref = "DeadLetterReason")
    @Parameter(ref = "Since")
    @Parameter(ref = "Until")
    @Parameter(ref = "Limit")
    @Parameter(ref = "Cursor")
    @APIResponse(responseCode = "200", ref = "DeliveryPage")
    public Response list(@Context UriInfo uri) {
        var query = uri.getQueryParameters();
        QueryParameters.check(query, PARAMETERS);
        DeadLetterFilter filter = DeadLetterFilter.from(query);
        TenantId tenant = caller.tenant();
        return pages.answer(
                Pages.Query.of(tenant, filter.canonical(), query),
                page -> deliveries.deadLetters(
                        tenant, filter, page.limit(), page.after().map(Place::parse), true),
                DeliveryView::of,
                Place::textOf);
    }
}
