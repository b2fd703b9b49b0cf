package dev.hearken.registry.paging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.model.TenantId;
import dev.hearken.registry.problem.ProblemException;
import dev.hearken.registry.problem.ProblemType;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Answers with one page of a list, literal form {@code {"items": […], "nextCursor": "…"}}. */
@Singleton
public class Pages {
    private final Cursors cursors;

    Pages(Cursors cursors) {
        this.cursors = cursors;
    }

    /**
     * Which list is asked for, and which part of it.
     *
     * @param filters what distinguishes the list from the tenant's others; a cursor is good for the same only
     * @param limit the query parameter, absent if there is none
     * @param cursor the query parameter, absent for the first page
     */
    public record Query(
            TenantId tenant,
            String filters,
            @Nullable String limit,
            @Nullable String cursor) {
        /** With the parameters {@code limit} and {@code cursor} of a request. */
        public static Query of(TenantId tenant, String filters, MultivaluedMap<String, String> parameters) {
            return new Query(tenant, filters, parameters.getFirst("limit"), parameters.getFirst("cursor"));
        }
    }

    /**
     * 200 with a page.
     *
     * @param find finds the items in their order, and one more than the limit if there are more
     * @param view an item as the API shows it
     * @param place an item's place in the order, which the cursor keeps
     * @throws ProblemException {@link ProblemType#INVALID_REQUEST} or {@link ProblemType#INVALID_CURSOR}
     */
    public <T> Response answer(
            Query query,
            Function<PageRequest, List<T>> find,
            Function<T, ? extends JsonNode> view,
            Function<T, String> place) {
        int limit = PageRequest.limit(query.limit());
        Optional<String> after = Optional.ofNullable(query.cursor())
                .map(cursor -> cursors.read(query.tenant(), query.filters(), cursor));
        List<T> found = find.apply(new PageRequest(limit, after));
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        var items = page.putArray("items");
        found.stream().limit(limit).map(view).forEach(items::add);
        page.put(
                "nextCursor",
                found.size() > limit
                        ? cursors.write(query.tenant(), query.filters(), place.apply(found.get(limit - 1)))
                        : null);
        return Response.ok(page.toString()).build();
    }
}
