package dev.hearken.registry.ingest;

import dev.hearken.registry.access.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The event types by REST. */
@Path("/v1/event-types")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Events")
class EventTypeResource {
    private final EventTypeCatalog catalog;

    EventTypeResource(EventTypeCatalog catalog) {
        this.catalog = catalog;
    }

    @GET
    @RolesAllowed(Role.VIEWER_NAME)
    @Operation(
            operationId = "listEventTypes",
            summary = "List the event types",
            description = "Each with a JSON Schema of its data and an example.")
    @APIResponse(responseCode = "200", ref = "EventTypes")
    public String list() {
        return catalog.json();
    }
}
