package dev.hearken.registry.deliverylog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.model.TenantId;
import dev.hearken.model.delivery.DeliveryStatus;
import dev.hearken.model.listener.ListenerId;
import dev.hearken.registry.access.Caller;
import dev.hearken.registry.access.Role;
import dev.hearken.registry.listener.ListenerLookup;
import dev.hearken.registry.paging.QueryParameters;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How a listener's callbacks went, by REST. */
@Path("/v1/listeners/{id}/stats")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Listeners")
class ListenerStatsResource {
    private static final Duration USUAL = Duration.ofHours(24);
    private static final int MOST_COUNTED = 10_000;
    private static final Map<String, Double> PERCENTILES =
            new TreeMap<>(Map.of("p50", 0.5, "p90", 0.9, "p95", 0.95, "p99", 0.99));

    private final ListenerLookup listeners;
    private final AttemptCountRepository counts;
    private final Clock clock;
    private final Caller caller;

    ListenerStatsResource(ListenerLookup listeners, AttemptCountRepository counts, Clock clock, Caller caller) {
        this.listeners = listeners;
        this.counts = counts;
        this.clock = clock;
        this.caller = caller;
    }

    @GET
    @RolesAllowed(Role.VIEWER_NAME)
    @Operation(
            operationId = "getListenerStats",
            summary = "Count a listener's attempts by their outcome",
            description = "By whole hours (UTC); of the last 24 hours if nothing else is asked for.")
    @Parameter(ref = "Since")
    @Parameter(ref = "Until")
    @APIResponse(responseCode = "200", ref = "ListenerStats")
    @APIResponse(responseCode = "404", ref = "NotFound")
    public Response stats(@PathParam("id") @Parameter(ref = "ListenerId") String id, @Context UriInfo uri) {
        QueryParameters.check(uri.getQueryParameters(), Set.of("since", "until"));
        TimeRange asked = TimeRange.from(uri.getQueryParameters());
        TenantId tenant = caller.tenant();
        JsonNode state = listeners.state(tenant, id);
        Instant until = nextHour(asked.until().orElseGet(clock::instant));
        Instant since = asked.since().orElseGet(() -> until.minus(USUAL)).truncatedTo(ChronoUnit.HOURS);
        ObjectNode view = JsonNodeFactory.instance
                .objectNode()
                .put("listenerId", id)
                .put("since", since.toString())
                .put("until", until.toString());
        ListenerId listener = new ListenerId(id);
        write(view, counts.attempts(tenant, listener, since, until));
        view.putObject("deliveries")
                .put("waiting", counts.deliveries(tenant, listener, DeliveryStatus.WAITING, MOST_COUNTED))
                .put("failed", counts.deliveries(tenant, listener, DeliveryStatus.FAILED, MOST_COUNTED));
        view.put("health", state.path("health").asText());
        view.set("state", state);
        return Response.ok(view.toString()).build();
    }

    private static Instant nextHour(Instant time) {
        Instant hour = time.truncatedTo(ChronoUnit.HOURS);
        return hour.equals(time) ? hour : hour.plus(1, ChronoUnit.HOURS);
    }

    private static void write(ObjectNode view, List<AttemptCountRepository.Count> counted) {
        Map<String, Long> outcomes = new TreeMap<>();
        Durations durations = new Durations();
        for (AttemptCountRepository.Count count : counted) {
            outcomes.merge(count.outcome(), count.attempts(), Long::sum);
            durations.add(count.bucket(), count.attempts());
        }
        ObjectNode attempts = view.putObject("attempts");
        attempts.put(
                "total", outcomes.values().stream().mapToLong(Long::longValue).sum());
        ObjectNode byOutcome = attempts.putObject("byOutcome");
        outcomes.forEach(byOutcome::put);
        ObjectNode latency = view.putObject("latencyMs");
        PERCENTILES.forEach((name, share) -> {
            OptionalLong millis = durations.percentile(share);
            latency.put(name, millis.isPresent() ? Long.valueOf(millis.getAsLong()) : null);
        });
    }
}
