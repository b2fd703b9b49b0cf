package dev.hearken.registry.redelivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.model.listener.Listener;
import dev.hearken.registry.access.Caller;
import dev.hearken.registry.access.Role;
import dev.hearken.registry.idempotency.Answer;
import dev.hearken.registry.idempotency.Once;
import dev.hearken.registry.listener.ListenerLookup;
import dev.hearken.registry.platform.JsonBody;
import dev.hearken.registry.preview.SampleEvent;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Tests of listeners by REST. */
@Path("/v1/listeners/{id}/test")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Listeners")
class ListenerTestResource {
    private final ListenerTests tests;
    private final TestEvent events;
    private final ListenerLookup listeners;
    private final Once once;
    private final JsonBody bodies;
    private final Caller caller;

    ListenerTestResource(
            ListenerTests tests,
            TestEvent events,
            ListenerLookup listeners,
            Once once,
            JsonBody bodies,
            Caller caller) {
        this.tests = tests;
        this.events = events;
        this.listeners = listeners;
        this.once = once;
        this.bodies = bodies;
        this.caller = caller;
    }

    @POST
    @RolesAllowed(Role.EDITOR_NAME)
    @Operation(
            operationId = "testListener",
            summary = "Send an event to a listener now, and see the request and the response",
            description = "One attempt by the real path, also where the listener is disabled, paused or quiet, and"
                    + " whether or not its selector, rules and condition hold. It is not retried, leaves no dead letter"
                    + " and says nothing about the listener's health.")
    @Parameter(ref = "IdempotencyKey")
    @RequestBody(ref = "ListenerTest")
    @APIResponse(responseCode = "200", ref = "ListenerTested")
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(responseCode = "409", ref = "RequestInProgress")
    @APIResponse(responseCode = "422", ref = "InvalidListener")
    @APIResponse(responseCode = "503", ref = "NotConfirmed")
    @APIResponse(responseCode = "504", ref = "TestTimedOut")
    public Response test(
            @PathParam("id") @Parameter(ref = "ListenerId") String id,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Parameter(hidden = true) @Nullable String contentType,
            @HeaderParam("Idempotency-Key") @Parameter(hidden = true) @Nullable String idempotencyKey,
            InputStream body) {
        byte[] bytes = bodies.bytesIfAny(contentType, body);
        Listener listener = listeners.find(caller.tenant(), id);
        SampleEvent event = events.read(listener, JsonBody.parse(bytes));
        Answer sent = once.answer(
                new Once.Request(caller.tenant(), idempotencyKey, "/v1/listeners/" + id + "/test", bytes),
                () -> tests.send(listener, event));
        ObjectNode outcome = tests.outcome(
                caller.tenant(), (ObjectNode) JsonBody.parse(sent.body().getBytes(StandardCharsets.UTF_8)));
        return Once.response(new Answer(sent.status(), sent.headers(), outcome.toString(), sent.replayed()));
    }
}
