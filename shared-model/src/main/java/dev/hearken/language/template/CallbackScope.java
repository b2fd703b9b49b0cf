package dev.hearken.language.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.hearken.language.EventScope;
import dev.hearken.language.VariablePath;
import dev.hearken.model.delivery.DeliveryId;
import dev.hearken.model.listener.Listener;
import dev.hearken.model.listener.ListenerId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a callback's templates find. The event is asked for when the first reference needs it, so that a url without one
 * is rendered without decoding the event.
 */
public final class CallbackScope implements TemplateScope {
    private final Supplier<EventScope> event;
    private final Map<String, String> variables;
    private final ListenerFacts listener;
    private final DeliveryFacts delivery;
    private final Function<String, Optional<String>> secrets;
    private @Nullable EventScope known;

    /** A scope of these; the event is supplied at most once. */
    public CallbackScope(
            Supplier<EventScope> event,
            Map<String, String> variables,
            ListenerFacts listener,
            DeliveryFacts delivery,
            Function<String, Optional<String>> secrets) {
        this.event = event;
        this.variables = variables;
        this.listener = listener;
        this.delivery = delivery;
        this.secrets = secrets;
    }

    /** What {@code listener} shows: {@code id}, {@code name}, {@code revision}, {@code labels}. */
    public record ListenerFacts(ListenerId id, String name, long revision, Map<String, String> labels) {
        /** Those of this listener. */
        public static ListenerFacts of(Listener listener) {
            return new ListenerFacts(
                    listener.id(),
                    listener.definition().name(),
                    listener.revision(),
                    listener.definition().labels());
        }

        private ObjectNode json() {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            json.put("id", id.value()).put("name", name).put("revision", revision);
            labels.forEach(json.putObject("labels")::put);
            return json;
        }
    }

    /**
     * What {@code delivery} shows: {@code id}, {@code attempt}, {@code createdAt}.
     *
     * @param id the same on every attempt
     * @param attempt 1 for the first; a body is rendered once, so always 1 there
     * @param createdAt when the event was matched
     */
    public record DeliveryFacts(DeliveryId id, int attempt, Instant createdAt) {
        private ObjectNode json() {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            return json.put("id", id.value()).put("attempt", attempt).put("createdAt", createdAt.toString());
        }
    }

    @Override
    public JsonNode value(VariablePath path) {
        return switch (path.root()) {
            case "variables" -> variable(path.segments());
            case "listener" -> descend(listener.json(), path.segments());
            case "delivery" -> descend(delivery.json(), path.segments());
            case "secrets" -> MissingNode.getInstance();
            default -> event().value(path);
        };
    }

    private JsonNode variable(List<String> segments) {
        String value = segments.size() == 2 ? variables.get(segments.get(1)) : null;
        return value == null ? MissingNode.getInstance() : TextNode.valueOf(value);
    }

    private static JsonNode descend(JsonNode from, List<String> segments) {
        JsonNode value = from;
        for (String segment : segments.subList(1, segments.size())) {
            value = value.path(segment);
        }
        return value;
    }

    private EventScope event() {
        EventScope scope = known;
        if (scope == null) {
            scope = event.get();
            known = scope;
        }
        return scope;
    }

    @Override
    public Optional<String> secret(String name) {
        return secrets.apply(name);
    }
}
