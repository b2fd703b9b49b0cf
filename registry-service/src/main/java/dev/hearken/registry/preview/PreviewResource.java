package dev.hearken.registry.preview;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearken.model.TenantId;
import dev.hearken.model.listener.FieldError;
import dev.hearken.model.listener.Listener;
import dev.hearken.model.listener.ListenerId;
import dev.hearken.registry.access.Caller;
import dev.hearken.registry.access.Role;
import dev.hearken.registry.listener.ListenerLookup;
import dev.hearken.registry.platform.JsonBody;
import dev.hearken.registry.platform.UnknownFields;
import dev.hearken.registry.problem.ProblemException;
import dev.hearken.registry.problem.ProblemType;
import dev.hearken.secret.EncryptedSecret;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Previews by REST. */
@Path("/v1/preview")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Listeners")
class PreviewResource {
    private static final Set<String> FIELDS = Set.of("listener", "listenerId", "event");

    /** Of a listener that is not registered. */
    private static final ListenerId NO_ID = new ListenerId("0".repeat(26));

    private static final EncryptedSecret NO_SECRET = new EncryptedSecret("v1:none:AAAA");

    private final PreviewService previews;
    private final ListenerLookup listeners;
    private final JsonBody bodies;
    private final Caller caller;
    private final Clock clock;

    PreviewResource(PreviewService previews, ListenerLookup listeners, JsonBody bodies, Caller caller, Clock clock) {
        this.previews = previews;
        this.listeners = listeners;
        this.bodies = bodies;
        this.caller = caller;
        this.clock = clock;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.VIEWER_NAME)
    @Operation(
            operationId = "preview",
            summary = "See whether a listener fires for an event, why, and with which request",
            description = "Nothing is stored and nothing is sent. Secrets and signatures are masked.")
    @RequestBody(ref = "Preview")
    @APIResponse(responseCode = "200", ref = "Preview")
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(responseCode = "422", ref = "InvalidListener")
    public Response preview(
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Parameter(hidden = true) @Nullable String contentType,
            InputStream body) {
        JsonNode json = JsonBody.parse(bodies.bytes(contentType, body));
        checkFields(json);
        TenantId tenant = caller.tenant();
        Listener listener = json.hasNonNull("listener")
                ? unregistered(tenant, json.get("listener"))
                : listeners.find(tenant, json.path("listenerId").textValue());
        SampleEvent event = SampleEvent.read(tenant, json.path("event"), clock.instant());
        return Response.ok(previews.preview(listener, event).toString())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private static void checkFields(JsonNode json) {
        List<FieldError> errors = new ArrayList<>();
        errors.addAll(UnknownFields.in(json, FIELDS, "is no field of a preview"));
        if (!json.hasNonNull("event")) {
            errors.add(new FieldError("/event", "is required"));
        }
        boolean inline = json.hasNonNull("listener");
        if (inline == json.hasNonNull("listenerId")) {
            errors.add(new FieldError("/listener", "exactly one of listener and listenerId is required"));
        } else if (!inline && !json.path("listenerId").isTextual()) {
            errors.add(new FieldError("/listenerId", "must be a string"));
        }
        if (!errors.isEmpty()) {
            throw new ProblemException(ProblemType.INVALID_PREVIEW, errors);
        }
    }

    private Listener unregistered(TenantId tenant, JsonNode definition) {
        return new Listener(tenant, NO_ID, 1, false, listeners.definition(definition, "/listener"), NO_SECRET);
    }
}
