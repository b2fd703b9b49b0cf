package dev.hearken.registry.deliverylog;

import dev.hearken.model.TenantId;
import dev.hearken.model.delivery.DeliveryId;
import dev.hearken.registry.access.Caller;
import dev.hearken.registry.access.Role;
import dev.hearken.registry.paging.Pages;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What became of deliveries, by REST. */
@Path("/v1/deliveries")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Deliveries")
class DeliveryResource {
    private static final int MAX_RUNS = 20;
    private static final int MAX_ATTEMPTS = 200;

    /** An attempt may seem to be earlier than its delivery: by the clock of another instance. */
    private static final Duration CLOCKS_APART = Duration.ofHours(1);

    private final DeliveryRepository deliveries;
    private final Pages pages;
    private final Caller caller;

    DeliveryResource(DeliveryRepository deliveries, Pages pages, Caller caller) {
        this.deliveries = deliveries;
        this.pages = pages;
        this.caller = caller;
    }

    @GET
    @RolesAllowed(Role.VIEWER_NAME)
    @Operation(
            operationId = "listDeliveries",
            summary = "List deliveries, the newest first",
            description = "All filters must hold. To continue, repeat the request with `cursor` = `nextCursor`.")
    @Parameter(ref = "DeliveryListener")
    @Parameter(ref = "DeliveryWorkflow")
    @Parameter(ref = "DeliveryExecution")
    @Parameter(ref = "DeliveryEvent")
    @Parameter(ref = "DeliveryStatus")
    @Parameter(ref = "Since")
    @Parameter(ref = "Until")
    @Parameter(ref = "Limit")
    @Parameter(ref = "Cursor")
    @APIResponse(responseCode = "200", ref = "DeliveryPage")
    public Response list(@Context UriInfo uri) {
        DeliveryFilter filter = DeliveryFilter.from(uri.getQueryParameters());
        TenantId tenant = caller.tenant();
        return pages.answer(
                Pages.Query.of(tenant, filter.canonical(), uri.getQueryParameters()),
                page -> deliveries.page(tenant, filter, page),
                DeliveryView::of,
                DeliveryRepository.Place::textOf);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Role.VIEWER_NAME)
    @Operation(operationId = "getDelivery", summary = "See a delivery with its attempts")
    @APIResponse(responseCode = "200", ref = "DeliveryWithAttempts")
    @APIResponse(responseCode = "404", ref = "NotFound")
    public Response get(@PathParam("id") @Parameter(ref = "DeliveryId") String id) {
        DeliveryId delivery = DeliveryLookup.idOf(id);
        List<LoggedDelivery> runs = deliveries.runs(caller.tenant(), delivery, MAX_RUNS);
        if (runs.isEmpty()) {
            throw DeliveryLookup.notFound();
        }
        Instant since = runs.get(runs.size() - 1).createdAt().minus(CLOCKS_APART);
        List<LoggedAttempt> attempts = deliveries.attempts(caller.tenant(), delivery, since, MAX_ATTEMPTS);
        return Response.ok(DeliveryView.of(runs, attempts).toString()).build();
    }
}
