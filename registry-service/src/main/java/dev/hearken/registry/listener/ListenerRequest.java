package dev.hearken.registry.listener;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.language.template.CompiledCallback;
import dev.hearken.model.listener.FieldError;
import dev.hearken.model.listener.HttpCallback;
import dev.hearken.model.listener.ListenerDefinition;
import dev.hearken.model.listener.ListenerJson;
import dev.hearken.model.listener.ListenerJson.UnknownFields;
import dev.hearken.registry.egress.CallbackHostPolicy;
import dev.hearken.registry.platform.JsonBody;
import dev.hearken.registry.platform.MergePatch;
import dev.hearken.registry.problem.ProblemException;
import dev.hearken.registry.problem.ProblemType;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what an owner sends into a definition.
 *
 * <p>Fields that Hearken sets are refused in a new listener. In a change they may stand as they are, so that a client
 * can read, edit and write back.
 */
@Singleton
class ListenerRequest {
    private static final String CALLBACK = "callback";
    private static final String BODY = "body";
    private static final String FORMAT = "format";
    private static final Set<String> FROM_BODY = Set.of("event", "template");

    private final CallbackHostPolicy hosts;

    ListenerRequest(CallbackHostPolicy hosts) {
        this.hosts = hosts;
    }

    /**
     * A new listener.
     *
     * @throws ProblemException {@link ProblemType#INVALID_LISTENER} with every fault
     */
    ListenerDefinition create(JsonNode body) {
        return definition(body, Optional.empty());
    }

    /**
     * A whole new definition for a listener.
     *
     * @throws ProblemException {@link ProblemType#INVALID_LISTENER} with every fault
     */
    ListenerDefinition replace(RegisteredListener current, JsonNode body) {
        return definition(body, Optional.of(current));
    }

    /**
     * A listener's definition with a merge patch applied.
     *
     * @throws ProblemException {@link ProblemType#INVALID_LISTENER} with every fault
     */
    ListenerDefinition patch(RegisteredListener current, JsonNode patch) {
        ObjectNode target = ListenerJson.write(current.listener().definition());
        JsonNode callback = patch.path(CALLBACK);
        if (callback.has(BODY)
                && !callback.has(FORMAT)
                && FROM_BODY.contains(target.at("/callback/format").asText())) {
            // Where the format in force follows from the body, a patch of the body alone must not contradict it.
            ((ObjectNode) target.path(CALLBACK)).remove(FORMAT);
        }
        List<FieldError> errors = new ArrayList<>();
        JsonNode editable = withoutReadOnly(patch, Optional.of(current), errors);
        return definition(MergePatch.apply(target, editable), errors);
    }

    private ListenerDefinition definition(JsonNode body, Optional<RegisteredListener> current) {
        List<FieldError> errors = new ArrayList<>();
        return definition(withoutReadOnly(body, current, errors), errors);
    }

    private ListenerDefinition definition(JsonNode body, List<FieldError> errors) {
        return ListenerJson.read(body, UnknownFields.REFUSED)
                .fold(
                        definition -> {
                            errors.addAll(definition.callback().<List<FieldError>>fold(http -> egressFaults(http)));
                            return refuseIfAny(errors, definition);
                        },
                        faults -> {
                            errors.addAll(faults);
                            throw new ProblemException(ProblemType.INVALID_LISTENER, errors);
                        });
    }

    /** A host that only values will tell is judged by the dispatcher, before it dials. */
    private List<FieldError> egressFaults(HttpCallback callback) {
        List<FieldError> faults = new ArrayList<>();
        CompiledCallback.of(callback)
                .url()
                .fixedHost()
                .flatMap(hosts::fault)
                .ifPresent(reason -> faults.add(new FieldError("/callback/url", reason)));
        callback.auth()
                .<Optional<String>>fold(
                        Optional::empty,
                        (user, password) -> Optional.empty(),
                        token -> Optional.empty(),
                        oauth2 -> hosts.fault(oauth2.tokenUrl()))
                .ifPresent(reason -> faults.add(new FieldError("/callback/auth/tokenUrl", reason)));
        if (!callback.tls().verify() && !hosts.allowsInsecureTls()) {
            faults.add(new FieldError("/callback/tls/verify", "must be true: registry.egress.allow-insecure-tls"));
        }
        return faults;
    }

    private static ListenerDefinition refuseIfAny(List<FieldError> errors, ListenerDefinition definition) {
        if (!errors.isEmpty()) {
            throw new ProblemException(ProblemType.INVALID_LISTENER, errors);
        }
        return definition;
    }

    private static JsonNode withoutReadOnly(
            JsonNode body, Optional<RegisteredListener> current, List<FieldError> errors) {
        if (!body.isObject()) {
            return body;
        }
        // Read back, so that both sides have the same types of numbers.
        Optional<JsonNode> view = current.map(
                listener -> JsonBody.parse(ListenerView.of(listener).toString().getBytes(StandardCharsets.UTF_8)));
        ObjectNode editable = ((ObjectNode) body).deepCopy();
        body.fieldNames().forEachRemaining(field -> {
            if (ListenerView.READ_ONLY.contains(field)) {
                JsonNode sent = editable.remove(field);
                if (view.isEmpty()) {
                    errors.add(new FieldError("/" + field, "is set by Hearken; leave it out"));
                } else if (!sent.equals(view.get().path(field))) {
                    errors.add(new FieldError("/" + field, "is set by Hearken; leave it out or as it is"));
                }
            }
        });
        return editable;
    }
}
