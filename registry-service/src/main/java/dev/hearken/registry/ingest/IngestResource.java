package dev.hearken.registry.ingest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.hearken.format.InboundFormat;
import dev.hearken.registry.access.Caller;
import dev.hearken.registry.access.Role;
import dev.hearken.registry.problem.ProblemException;
import dev.hearken.registry.problem.ProblemType;
import dev.hearken.registry.quota.EventQuota;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Events by HTTP. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Events")
class IngestResource {
    private static final Set<InboundFormat> ENGINES =
            EnumSet.of(InboundFormat.FACTOTUM, InboundFormat.MISTRAL, InboundFormat.CONDUCTOR);

    private final IngestService ingest;
    private final EventQuota quota;
    private final Caller caller;

    IngestResource(IngestService ingest, EventQuota quota, Caller caller) {
        this.ingest = ingest;
        this.quota = quota;
        this.caller = caller;
    }

    @POST
    @Path("/events")
    @RolesAllowed(Role.EDITOR_NAME)
    @Operation(
            operationId = "publishEvents",
            summary = "Publish CloudEvents",
            description = "By the HTTP binding of CloudEvents 1.0: binary, structured, or a batch of up to 1,000 of"
                    + " which all or none are published.")
    @RequestBody(ref = "CloudEvents")
    @APIResponse(responseCode = "202", ref = "EventsAccepted")
    @APIResponse(responseCode = "400", ref = "InvalidEvent")
    @APIResponse(responseCode = "429", ref = "QuotaExceeded")
    @APIResponse(responseCode = "503", ref = "EventsNotAccepted")
    public Response events(@Context HttpHeaders headers, InputStream body) {
        quota.admit(caller.tenant());
        return accepted(202, ingest.cloudEvents(caller.tenant(), lowerCase(headers), body));
    }

    @POST
    @Path("/ingest/{format}")
    @RolesAllowed({Role.EDITOR_NAME, Role.GUEST_NAME})
    @Operation(
            operationId = "ingestNativeEvent",
            summary = "Publish an event in an engine's own format",
            description = "The body is published byte for byte. The answer is 200, which Factotum insists on.")
    @RequestBody(ref = "NativeEvent")
    @APIResponse(responseCode = "200", ref = "EventsAccepted")
    @APIResponse(responseCode = "400", ref = "InvalidEvent")
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(responseCode = "429", ref = "QuotaExceeded")
    @APIResponse(responseCode = "503", ref = "EventsNotAccepted")
    public Response ingest(
            @PathParam("format") @Parameter(ref = "InboundFormat") String format,
            @Context HttpHeaders headers,
            InputStream body) {
        InboundFormat known = InboundFormat.of(format)
                .filter(ENGINES::contains)
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "There is no such format"));
        quota.admit(caller.tenant());
        return accepted(200, ingest.engine(caller.tenant(), known, lowerCase(headers), body));
    }

    private Response accepted(int status, int records) {
        quota.spend(caller.tenant(), records);
        return Response.status(status)
                .entity(JsonNodeFactory.instance
                        .objectNode()
                        .put("accepted", records)
                        .toString())
                .build();
    }

    private static Map<String, List<String>> lowerCase(HttpHeaders headers) {
        String encoding = headers.getHeaderString(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw new ProblemException(ProblemType.UNSUPPORTED_MEDIA_TYPE, "Send the body without Content-Encoding");
        }
        Map<String, List<String>> lower = new HashMap<>();
        headers.getRequestHeaders().forEach((name, values) -> lower.put(name.toLowerCase(Locale.ROOT), values));
        return lower;
    }
}
