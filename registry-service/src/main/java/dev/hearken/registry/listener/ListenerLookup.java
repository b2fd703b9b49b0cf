package dev.hearken.registry.listener;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearken.model.TenantId;
import dev.hearken.model.listener.FieldError;
import dev.hearken.model.listener.Listener;
import dev.hearken.model.listener.ListenerDefinition;
import dev.hearken.model.listener.ListenerId;
import dev.hearken.registry.paging.PageRequest;
import dev.hearken.registry.problem.ProblemException;
import dev.hearken.registry.problem.ProblemType;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Listeners as other features see them. */
@Singleton
public class ListenerLookup {
    private final ListenerService listeners;
    private final ListenerRequest requests;

    ListenerLookup(ListenerService listeners, ListenerRequest requests) {
        this.listeners = listeners;
        this.requests = requests;
    }

    /**
     * A registered listener.
     *
     * @throws ProblemException {@link ProblemType#NOT_FOUND} if the tenant has none with this id
     */
    public Listener find(TenantId tenant, String id) {
        return listeners.get(tenant, ListenerAnswers.idOf(id)).listener();
    }

    /** A registered listener, empty if the tenant has none with this id. */
    public Optional<Listener> ifThere(TenantId tenant, ListenerId id) {
        return listeners.find(tenant, id).map(RegisteredListener::listener);
    }

    /** All listeners of a tenant that are enabled, in the order of their creation. */
    public List<Listener> enabled(TenantId tenant) {
        List<Listener> found = new ArrayList<>();
        Optional<String> after = Optional.empty();
        boolean more = true;
        while (more) {
            List<RegisteredListener> page =
                    listeners.page(tenant, ListenerFilter.ENABLED, new PageRequest(PageRequest.MAX_LIMIT, after));
            page.stream()
                    .limit(PageRequest.MAX_LIMIT)
                    .map(RegisteredListener::listener)
                    .forEach(found::add);
            more = page.size() > PageRequest.MAX_LIMIT;
            after = more ? Optional.of(found.get(found.size() - 1).id().value()) : after;
        }
        return found;
    }

    /**
     * How a registered listener fares, as its view shows it.
     *
     * @throws ProblemException {@link ProblemType#NOT_FOUND} if the tenant has none with this id
     */
    public JsonNode state(TenantId tenant, String id) {
        return ListenerView.of(listeners.get(tenant, ListenerAnswers.idOf(id))).path("state");
    }

    /**
     * A definition that is part of a request.
     *
     * @param pointer where it stands
     * @throws ProblemException {@link ProblemType#INVALID_LISTENER} with every fault
     */
    public ListenerDefinition definition(JsonNode json, String pointer) {
        try {
            return requests.create(json);
        } catch (ProblemException e) {
            throw new ProblemException(
                    ProblemType.INVALID_LISTENER,
                    e.problem().errors().stream()
                            .map(error -> new FieldError(pointer + error.pointer(), error.detail()))
                            .toList());
        }
    }
}
