package dev.hearken.registry.redelivery;

import dev.hearken.model.delivery.DeliveryId;
import dev.hearken.registry.access.Caller;
import dev.hearken.registry.access.Role;
import dev.hearken.registry.deliverylog.DeliveryLookup;
import dev.hearken.registry.idempotency.Once;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What can be done with one delivery by REST. */
@Path("/v1/deliveries/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Deliveries")
class DeliveryActionsResource {
    private static final byte[] NO_BODY = {};

    private final RedeliveryService redeliveries;
    private final Once once;
    private final Caller caller;

    DeliveryActionsResource(RedeliveryService redeliveries, Once once, Caller caller) {
        this.redeliveries = redeliveries;
        this.once = once;
        this.caller = caller;
    }

    @POST
    @Path("/redeliver")
    @RolesAllowed(Role.OPERATOR_NAME)
    @Operation(
            operationId = "redeliver",
            summary = "Send a delivery once more, under the same id",
            description = "The event is taken from its topic or, where that keeps it no longer, from the dead letter;"
                    + " the body is rendered with the listener as it is now.")
    @Parameter(ref = "IdempotencyKey")
    @APIResponse(responseCode = "202", ref = "Redelivery")
    @APIResponse(responseCode = "404", ref = "NoDelivery")
    @APIResponse(responseCode = "409", ref = "NotRedeliverable")
    @APIResponse(responseCode = "410", ref = "EventGone")
    @APIResponse(responseCode = "503", ref = "NotConfirmed")
    public Response redeliver(
            @PathParam("id") @Parameter(ref = "DeliveryId") String id,
            @HeaderParam("Idempotency-Key") @Parameter(hidden = true) @Nullable String idempotencyKey) {
        DeliveryId delivery = DeliveryLookup.idOf(id);
        return Once.response(once.answer(
                request(delivery, "/redeliver", idempotencyKey),
                () -> redeliveries.redeliver(caller.tenant(), delivery)));
    }

    @POST
    @Path("/cancel")
    @RolesAllowed(Role.OPERATOR_NAME)
    @Operation(
            operationId = "cancelDelivery",
            summary = "Call off a delivery that waits",
            description = "It shows as cancelled when it would have been tried next. An attempt that is under way goes"
                    + " on.")
    @Parameter(ref = "IdempotencyKey")
    @APIResponse(responseCode = "202", ref = "Redelivery")
    @APIResponse(responseCode = "404", ref = "NoDelivery")
    @APIResponse(responseCode = "409", ref = "NotWaiting")
    @APIResponse(responseCode = "503", ref = "NotConfirmed")
    public Response cancel(
            @PathParam("id") @Parameter(ref = "DeliveryId") String id,
            @HeaderParam("Idempotency-Key") @Parameter(hidden = true) @Nullable String idempotencyKey) {
        DeliveryId delivery = DeliveryLookup.idOf(id);
        return Once.response(once.answer(
                request(delivery, "/cancel", idempotencyKey), () -> redeliveries.cancel(caller.tenant(), delivery)));
    }

    private Once.Request request(DeliveryId delivery, String action, @Nullable String idempotencyKey) {
        return new Once.Request(caller.tenant(), idempotencyKey, "/v1/deliveries/" + delivery + action, NO_BODY);
    }
}
