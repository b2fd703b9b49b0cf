package dev.hearken.registry.listener;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearken.model.TenantId;
import dev.hearken.model.listener.ListenerDefinition;
import dev.hearken.registry.access.Caller;
import dev.hearken.registry.access.Role;
import dev.hearken.registry.idempotency.Answer;
import dev.hearken.registry.idempotency.Once;
import dev.hearken.registry.paging.Pages;
import dev.hearken.registry.platform.JsonBody;
import dev.hearken.registry.platform.Precondition;
import dev.hearken.registry.template.Templates;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Listeners by REST: created, listed, read, changed, removed. What the components {@code #/components/…} hold stands in
 * {@code META-INF/openapi.yaml}.
 */
@Path("/v1/listeners")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Listeners")
class ListenerResource {
    private static final String PATH = "/v1/listeners";
    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    private final ListenerService listeners;
    private final ListenerRequest requests;
    private final Once once;
    private final JsonBody bodies;
    private final Pages pages;
    private final Caller caller;

    // One collaborator more than usual: the catalog of templates only serves creation.
    private final Templates templates;

    ListenerResource(
            ListenerService listeners,
            ListenerRequest requests,
            Once once,
            JsonBody bodies,
            Pages pages,
            Caller caller,
            Templates templates) {
        this.listeners = listeners;
        this.requests = requests;
        this.once = once;
        this.bodies = bodies;
        this.pages = pages;
        this.caller = caller;
        this.templates = templates;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.EDITOR_NAME)
    @Operation(
            operationId = "createListener",
            summary = "Register a listener",
            description = "Its signing secret is made here; GET its /secret once to see it.")
    @Parameter(ref = "IdempotencyKey")
    @Parameter(ref = "Template")
    @RequestBody(ref = "ListenerDefinition")
    @APIResponse(responseCode = "201", ref = "ListenerCreated")
    @APIResponse(responseCode = "409", ref = "RequestInProgress")
    @APIResponse(responseCode = "422", ref = "InvalidListener")
    @APIResponse(responseCode = "429", ref = "QuotaExceeded")
    public Response create(
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Parameter(hidden = true) @Nullable String contentType,
            @HeaderParam(IDEMPOTENCY_KEY) @Parameter(hidden = true) @Nullable String idempotencyKey,
            @QueryParam("template") @Parameter(hidden = true) @Nullable String template,
            InputStream body) {
        byte[] bytes = bodies.bytes(contentType, body);
        String path = template == null ? PATH : PATH + "?template=" + template;
        return Once.response(once.answer(
                new Once.Request(caller.tenant(), idempotencyKey, path, bytes), () -> create(template, bytes)));
    }

    private Answer create(@Nullable String template, byte[] body) {
        JsonNode json = JsonBody.parse(body);
        ListenerDefinition definition = requests.create(template == null ? json : templates.fill(template, json));
        RegisteredListener created = listeners.create(caller.tenant(), definition, caller.name());
        Map<String, String> headers = Map.of(
                HttpHeaders.LOCATION,
                PATH + "/" + created.listener().id(),
                HttpHeaders.ETAG,
                Precondition.tag(created.listener().revision()));
        return new Answer(201, headers, ListenerView.of(created).toString(), false);
    }

    @GET
    @RolesAllowed(Role.VIEWER_NAME)
    @Operation(
            operationId = "listListeners",
            summary = "List listeners in the order of their creation",
            description = "All filters must hold. To continue, repeat the request with `cursor` = `nextCursor`.")
    @Parameter(ref = "NameFilter")
    @Parameter(ref = "EnabledFilter")
    @Parameter(ref = "HealthFilter")
    @Parameter(ref = "EventFilter")
    @Parameter(ref = "WorkflowFilter")
    @Parameter(ref = "LabelFilter")
    @Parameter(ref = "Limit")
    @Parameter(ref = "Cursor")
    @APIResponse(responseCode = "200", ref = "ListenerPage")
    public Response list(@Context UriInfo uri) {
        ListenerFilter filter = ListenerFilter.from(uri.getQueryParameters());
        TenantId tenant = caller.tenant();
        return pages.answer(
                Pages.Query.of(tenant, filter.canonical(), uri.getQueryParameters()),
                page -> listeners.page(tenant, filter, page),
                ListenerView::of,
                found -> found.listener().id().value());
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Role.VIEWER_NAME)
    @Operation(operationId = "getListener", summary = "Read a listener")
    @Parameter(ref = "IfNoneMatch")
    @APIResponse(responseCode = "200", ref = "Listener")
    @APIResponse(responseCode = "304", description = "The revision is one that If-None-Match names.")
    @APIResponse(responseCode = "404", ref = "NotFound")
    public Response get(
            @PathParam("id") @Parameter(ref = "ListenerId") String id,
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Parameter(hidden = true) @Nullable String ifNoneMatch) {
        RegisteredListener found = listeners.get(caller.tenant(), ListenerAnswers.idOf(id));
        long revision = found.listener().revision();
        return Precondition.isKnown(ifNoneMatch, revision)
                ? Response.notModified()
                        .header(HttpHeaders.ETAG, Precondition.tag(revision))
                        .build()
                : ListenerAnswers.view(found);
    }

    @PUT
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.EDITOR_NAME)
    @Operation(
            operationId = "replaceListener",
            summary = "Replace a listener's definition",
            description = "A field that is left out takes its default. What Hearken sets may stand as it was read.")
    @Parameter(ref = "IfMatch")
    @RequestBody(ref = "ListenerDefinition")
    @APIResponse(responseCode = "200", ref = "Listener")
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(responseCode = "409", ref = "ReadOnly")
    @APIResponse(responseCode = "412", ref = "PreconditionFailed")
    @APIResponse(responseCode = "422", ref = "InvalidListener")
    public Response replace(
            @PathParam("id") @Parameter(ref = "ListenerId") String id,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Parameter(hidden = true) @Nullable String contentType,
            @HeaderParam(HttpHeaders.IF_MATCH) @Parameter(hidden = true) @Nullable String ifMatch,
            InputStream body) {
        JsonNode json = JsonBody.parse(bodies.bytes(contentType, body));
        return redefine(id, ifMatch, current -> requests.replace(current, json));
    }

    @PATCH
    @Path("/{id}")
    @Consumes({JsonBody.MERGE_PATCH, MediaType.APPLICATION_JSON})
    @RolesAllowed(Role.EDITOR_NAME)
    @Operation(
            operationId = "patchListener",
            summary = "Change parts of a listener's definition",
            description = "A JSON Merge Patch (RFC 7396): `null` removes a field, a list is replaced whole.")
    @Parameter(ref = "IfMatch")
    @RequestBody(ref = "ListenerPatch")
    @APIResponse(responseCode = "200", ref = "Listener")
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(responseCode = "409", ref = "ReadOnly")
    @APIResponse(responseCode = "412", ref = "PreconditionFailed")
    @APIResponse(responseCode = "422", ref = "InvalidListener")
    public Response patch(
            @PathParam("id") @Parameter(ref = "ListenerId") String id,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Parameter(hidden = true) @Nullable String contentType,
            @HeaderParam(HttpHeaders.IF_MATCH) @Parameter(hidden = true) @Nullable String ifMatch,
            InputStream body) {
        JsonNode json = JsonBody.parse(bodies.bytes(contentType, body));
        return redefine(id, ifMatch, current -> requests.patch(current, json));
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed(Role.EDITOR_NAME)
    @Operation(operationId = "deleteListener", summary = "Remove a listener; what waits for it is not delivered")
    @Parameter(ref = "IfMatch")
    @APIResponse(responseCode = "204", description = "It is gone.")
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(responseCode = "409", ref = "ReadOnly")
    @APIResponse(responseCode = "412", ref = "PreconditionFailed")
    public Response delete(
            @PathParam("id") @Parameter(ref = "ListenerId") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Parameter(hidden = true) @Nullable String ifMatch) {
        listeners.delete(caller.tenant(), ListenerAnswers.idOf(id), Precondition.of(ifMatch));
        return Response.noContent().build();
    }

    private Response redefine(
            String id, @Nullable String ifMatch, Function<RegisteredListener, ListenerDefinition> change) {
        return ListenerAnswers.view(
                listeners.redefine(caller.tenant(), ListenerAnswers.idOf(id), Precondition.of(ifMatch), change));
    }
}
