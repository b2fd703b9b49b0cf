package dev.hearken.registry.replay;

import dev.hearken.model.TenantId;
import dev.hearken.registry.access.Caller;
import dev.hearken.registry.access.Role;
import dev.hearken.registry.paging.PageRequest;
import dev.hearken.registry.paging.Pages;
import dev.hearken.registry.paging.QueryParameters;
import dev.hearken.registry.platform.JsonBody;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Replays by REST. */
@Path("/v1/replays")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Replays")
class ReplayResource {
    private static final String LIST = "replays";

    private final ReplayService replays;
    private final ReplayRequest requests;
    private final ReplayAnswers answers;
    private final JsonBody bodies;
    private final Pages pages;
    private final Caller caller;

    ReplayResource(
            ReplayService replays,
            ReplayRequest requests,
            ReplayAnswers answers,
            JsonBody bodies,
            Pages pages,
            Caller caller) {
        this.replays = replays;
        this.requests = requests;
        this.answers = answers;
        this.bodies = bodies;
        this.pages = pages;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.OPERATOR_NAME)
    @Operation(
            operationId = "createReplay",
            summary = "Send the events of a time range to a listener again",
            description = "Matched with the listener as it is now. With `dryRun` they are counted and not sent.")
    @Parameter(ref = "IdempotencyKey")
    @RequestBody(ref = "ReplayWish")
    @APIResponse(responseCode = "202", ref = "ReplayAccepted")
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(responseCode = "409", ref = "ListenerDisabled")
    @APIResponse(responseCode = "422", ref = "InvalidReplay")
    @APIResponse(responseCode = "429", ref = "QuotaExceeded")
    public Response create(
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Parameter(hidden = true) @Nullable String contentType,
            @HeaderParam(ReplayAnswers.IDEMPOTENCY_KEY) @Parameter(hidden = true) @Nullable String idempotencyKey,
            InputStream body) {
        byte[] bytes = bodies.bytes(contentType, body);
        return answers.accepted(
                ReplayAnswers.PATH, bytes, idempotencyKey, () -> requests.ofListener(JsonBody.parse(bytes)));
    }

    @GET
    @RolesAllowed(Role.OPERATOR_NAME)
    @Operation(
            operationId = "listReplays",
            summary = "List replays, the latest first",
            description = "To continue, repeat the request with `cursor` = `nextCursor`.")
    @Parameter(ref = "Limit")
    @Parameter(ref = "Cursor")
    @APIResponse(responseCode = "200", ref = "ReplayPage")
    public Response list(@Context UriInfo uri) {
        var query = uri.getQueryParameters();
        QueryParameters.check(query, PageRequest.PARAMETERS);
        TenantId tenant = caller.tenant();
        return pages.answer(
                Pages.Query.of(tenant, LIST, query), page -> replays.page(tenant, page), ReplayView::of, Replay::id);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Role.OPERATOR_NAME)
    @Operation(operationId = "getReplay", summary = "See how far a replay has come")
    @APIResponse(responseCode = "200", ref = "Replay")
    @APIResponse(responseCode = "404", ref = "NotFound")
    public Response get(@PathParam("id") @Parameter(ref = "ReplayId") String id) {
        return Response.ok(ReplayView.of(replays.get(caller.tenant(), id)).toString())
                .build();
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed(Role.OPERATOR_NAME)
    @Operation(
            operationId = "stopReplay",
            summary = "Stop a replay",
            description =
                    "Nothing more is sent after a second or two; what was sent is delivered. One that has ended stays as"
                            + " it is.")
    @APIResponse(responseCode = "200", ref = "Replay")
    @APIResponse(responseCode = "404", ref = "NotFound")
    public Response stop(@PathParam("id") @Parameter(ref = "ReplayId") String id) {
        return Response.ok(ReplayView.of(replays.stop(caller.tenant(), id)).toString())
                .build();
    }
}
