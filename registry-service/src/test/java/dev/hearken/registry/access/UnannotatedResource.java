package dev.hearken.registry.access;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What a new route looks like whose author forgot to say who may use it. */
@Path(UnannotatedResource.PATH)
public class UnannotatedResource {
    static final String PATH = "/v1/unannotated";

    @GET
    @Operation(hidden = true)
    public String get() {
        return "open to everybody";
    }
}
