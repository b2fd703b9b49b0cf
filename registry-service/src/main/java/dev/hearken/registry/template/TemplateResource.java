package dev.hearken.registry.template;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.registry.access.Role;
import dev.hearken.registry.problem.ProblemException;
import dev.hearken.registry.problem.ProblemType;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The ready-made listeners by REST. */
@Path("/v1/templates")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Templates")
class TemplateResource {
    private final Templates templates;

    TemplateResource(Templates templates) {
        this.templates = templates;
    }

    @GET
    @RolesAllowed(Role.VIEWER_NAME)
    @Operation(operationId = "listTemplates", summary = "List the ready-made listeners")
    @APIResponse(responseCode = "200", ref = "TemplatePage")
    public String list() {
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        var items = page.putArray("items");
        templates.all().forEach(template -> items.add(template.summary()));
        return page.putNull("nextCursor").toString();
    }

    @GET
    @Path("/{name}")
    @RolesAllowed(Role.VIEWER_NAME)
    @Operation(operationId = "getTemplate", summary = "Read a ready-made listener and its parameters")
    @APIResponse(responseCode = "200", ref = "ListenerTemplate")
    @APIResponse(responseCode = "404", ref = "NotFound")
    public String get(@PathParam("name") @Parameter(ref = "TemplateName") String name) {
        return templates
                .find(name)
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "There is no such template"))
                .toJson()
                .toString();
    }
}
