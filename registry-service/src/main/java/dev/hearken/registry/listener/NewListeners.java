package dev.hearken.registry.listener;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.model.TenantId;
import dev.hearken.model.listener.FieldError;
import dev.hearken.model.listener.ListenerDefinition;
import dev.hearken.registry.problem.ProblemException;
import dev.hearken.registry.problem.ProblemType;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;

/** Listeners that another feature has made definitions of. */
@Singleton
public class NewListeners {
    private final ListenerService listeners;
    private final ListenerRequest requests;

    NewListeners(ListenerService listeners, ListenerRequest requests) {
        this.listeners = listeners;
        this.requests = requests;
    }

    /**
     * Creates all of them or none; returns them as the API shows them.
     *
     * @throws ProblemException {@link ProblemType#INVALID_LISTENER} with every fault, the pointers beginning with
     *     {@code /listeners/<index>}
     */
    @Transactional
    public List<ObjectNode> create(TenantId tenant, List<ObjectNode> definitions, String createdBy) {
        List<FieldError> errors = new ArrayList<>();
        List<ListenerDefinition> valid = new ArrayList<>();
        for (int i = 0; i < definitions.size(); i++) {
            try {
                valid.add(requests.create(definitions.get(i)));
            } catch (ProblemException e) {
                String prefix = "/listeners/" + i;
                e.problem()
                        .errors()
                        .forEach(error -> errors.add(new FieldError(prefix + error.pointer(), error.detail())));
            }
        }
        if (!errors.isEmpty()) {
            throw new ProblemException(ProblemType.INVALID_LISTENER, errors);
        }
        return valid.stream()
                .map(definition -> ListenerView.of(listeners.create(tenant, definition, createdBy)))
                .toList();
    }
}
