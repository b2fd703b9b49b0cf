package dev.hearken.registry.variable;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearken.model.TenantId;
import dev.hearken.model.catalog.CatalogKey;
import dev.hearken.model.catalog.CatalogKey.Kind;
import dev.hearken.model.catalog.VariableName;
import dev.hearken.model.listener.FieldError;
import dev.hearken.registry.access.Caller;
import dev.hearken.registry.paging.PageRequest;
import dev.hearken.registry.paging.Pages;
import dev.hearken.registry.paging.QueryParameters;
import dev.hearken.registry.platform.JsonBody;
import dev.hearken.registry.platform.Precondition;
import dev.hearken.registry.platform.UnknownFields;
import dev.hearken.registry.problem.ProblemException;
import dev.hearken.registry.problem.ProblemType;
import dev.hearken.registry.variable.VariableService.Write;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the resources of variables and of secrets have in common. */
@Singleton
class VariableRequests {
    private static final int MAX_LENGTH = 8192;

    private final VariableService variables;
    private final JsonBody bodies;
    private final Pages pages;
    private final Caller caller;

    VariableRequests(VariableService variables, JsonBody bodies, Pages pages, Caller caller) {
        this.variables = variables;
        this.bodies = bodies;
        this.pages = pages;
        this.caller = caller;
    }

    /** The headers of a request that its conditions are in. */
    record Conditions(@Nullable String ifMatch, @Nullable String ifNoneMatch) {}

    Response put(Kind kind, String name, @Nullable String contentType, Conditions conditions, InputStream body) {
        JsonNode json = JsonBody.parse(bodies.bytes(contentType, body));
        List<FieldError> errors = new ArrayList<>();
        if (!VariableName.isValid(name)) {
            errors.add(new FieldError("", "the name in the path must have the form [A-Za-z_][A-Za-z0-9_-]{0,63}"));
        }
        String value = value(json, errors);
        if (!errors.isEmpty()) {
            throw new ProblemException(ProblemType.INVALID_VALUE, errors);
        }
        StoredVariable stored = variables.put(write(key(kind, name), conditions), value);
        return Response.status(stored.created() ? 201 : 200)
                .entity(stored.toJson().toString())
                .header(HttpHeaders.ETAG, Precondition.tag(stored.revision()))
                .build();
    }

    /** Never quotes the value; {@link JsonBody} has refused NUL and half surrogate pairs. */
    private static String value(JsonNode json, List<FieldError> errors) {
        errors.addAll(UnknownFields.in(json, Set.of("value"), "is no field here"));
        JsonNode value = json.path("value");
        if (!json.isObject() || !value.isTextual()) {
            errors.add(new FieldError("/value", "must be a string"));
            return "";
        }
        String text = value.textValue();
        if (text.length() > MAX_LENGTH) {
            errors.add(new FieldError("/value", "is longer than " + MAX_LENGTH + " characters"));
        }
        return text;
    }

    Response get(Kind kind, String name, @Nullable String ifNoneMatch) {
        StoredVariable stored = variables.get(existing(kind, name));
        Response.ResponseBuilder answer = Precondition.isKnown(ifNoneMatch, stored.revision())
                ? Response.notModified()
                : Response.ok(stored.toJson().toString());
        return answer.header(HttpHeaders.ETAG, Precondition.tag(stored.revision()))
                .build();
    }

    Response delete(Kind kind, String name, Conditions conditions) {
        variables.delete(write(existing(kind, name), conditions));
        return Response.noContent().build();
    }

    Response list(Kind kind, MultivaluedMap<String, String> query) {
        QueryParameters.check(query, PageRequest.PARAMETERS);
        TenantId tenant = caller.tenant();
        return pages.answer(
                Pages.Query.of(tenant, kind.wireName() + "s", query),
                page -> variables.page(tenant, kind, page),
                StoredVariable::toJson,
                StoredVariable::name);
    }

    private Write write(CatalogKey key, Conditions conditions) {
        return new Write(key, Precondition.of(conditions.ifMatch()), conditions.ifNoneMatch(), caller.name());
    }

    private CatalogKey existing(Kind kind, String name) {
        if (!VariableName.isValid(name)) {
            throw new ProblemException(ProblemType.NOT_FOUND, "There is no " + kind.wireName() + " with this name");
        }
        return key(kind, name);
    }

    private CatalogKey key(Kind kind, String name) {
        return new CatalogKey(caller.tenant(), kind, name);
    }
}
