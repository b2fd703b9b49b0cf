package dev.hearken.registry.deliverylog;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.registry.access.Caller;
import dev.hearken.registry.access.Role;
import dev.hearken.registry.deliverylog.DeliveryRepository.Place;
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
    private final Cursors cursors;
    private final Caller caller;

    DeadLetterResource(DeliveryRepository deliveries, Cursors cursors, Caller caller) {
        this.deliveries = deliveries;
        this.cursors = cursors;
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
        String filters = filter.canonical();
        int limit = PageRequest.limit(query.getFirst("limit"));
        Optional<Place> after = Optional.ofNullable(query.getFirst("cursor"))
                .map(cursor -> Place.parse(cursors.read(caller.tenant(), filters, cursor)));
        List<LoggedDelivery> found = deliveries.deadLetters(caller.tenant(), filter, limit, after, true);
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        ArrayNode items = page.putArray("items");
        found.stream().limit(limit).map(DeliveryView::of).forEach(items::add);
        page.put(
                "nextCursor",
                found.size() <= limit
                        ? null
                        : cursors.write(caller.tenant(), filters, Place.textOf(found.get(limit - 1))));
        return Response.ok(page.toString()).build();
    }
}
