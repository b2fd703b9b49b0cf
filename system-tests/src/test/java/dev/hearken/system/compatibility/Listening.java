package dev.hearken.system.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.dispatcher.dispatch.AttemptVerdict;
import dev.hearken.language.Trigger;
import dev.hearken.language.template.RenderFailure;
import dev.hearken.language.template.Rendering;
import dev.hearken.model.TenantId;
import dev.hearken.model.delivery.Attempt;
import dev.hearken.model.delivery.Delivery;
import dev.hearken.model.delivery.DeliveryId;
import dev.hearken.model.delivery.DeliveryJson;
import dev.hearken.model.delivery.FailureReason;
import dev.hearken.model.delivery.SourceRecord;
import dev.hearken.model.listener.FieldError;
import dev.hearken.model.listener.HttpCallback;
import dev.hearken.model.listener.Listener;
import dev.hearken.model.listener.ListenerDefinition;
import dev.hearken.model.listener.ListenerId;
import dev.hearken.model.listener.ListenerJson;
import dev.hearken.model.listener.ListenerJson.UnknownFields;
import dev.hearken.rendering.BodyRenderer;
import dev.hearken.rendering.CallbackSource;
import dev.hearken.rendering.RenderedRequest;
import dev.hearken.rendering.RequestRenderer;
import dev.hearken.rendering.TenantValues;
import dev.hearken.secret.EncryptedSecret;
import dev.hearken.signing.SigningKey;
import dev.hearken.signing.SigningKeys;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * A registered listener with its tenant's variables and secrets.
 *
 * @param definition as the registry read it
 */
record Listening(ListenerDefinition definition, Map<String, String> variables, Map<String, String> secrets) {
    /** The moment of all attempts. */
    static final Instant NOW = Instant.parse("2026-01-07T02:16:00Z");

    private static final Set<String> TO_COME = Set.of("/callback/tls");
    private static final ListenerId ID = new ListenerId("01K0000000000000000000000A");
    private static final SigningKeys KEYS = SigningKeys.of(SigningKey.of(new byte[32]));
    private static final String MINIMAL =
            "{'name': 'n', 'callback': {'type': 'http', 'url': 'https://ops.example.com/hook'}}";

    /** A listener with these members beside name and callback. */
    static Listening with(String members) {
        return of(minimal(members));
    }

    /** A listener whose callback has these members beside type and url. */
    static Listening calling(String members) {
        return of(callback(members));
    }

    /** A definition as the registry would read it from a request. */
    static Listening of(ObjectNode json) {
        return new Listening(
                ListenerJson.read(json, UnknownFields.REFUSED).fold(valid -> valid, faults -> {
                    throw new AssertionError(faults.toString());
                }),
                Map.of(),
                Map.of());
    }

    /** A definition that the registry made itself, which may hold fields that it is yet to learn. */
    static Listening made(ObjectNode json) {
        List<String> unknown = faults(json).stream()
                .filter(pointer -> !TO_COME.contains(pointer))
                .toList();
        if (!unknown.isEmpty()) {
            throw new AssertionError(unknown.toString());
        }
        return new Listening(
                ListenerJson.read(json, UnknownFields.IGNORED).fold(valid -> valid, faults -> {
                    throw new AssertionError(faults.toString());
                }),
                Map.of(),
                Map.of());
    }

    /** What is wrong with a listener that has these members. */
    static List<String> faults(String members) {
        return faults(minimal(members));
    }

    /** What is wrong with a listener whose callback has these members. */
    static List<String> callbackFaults(String members) {
        return faults(callback(members));
    }

    private static ObjectNode minimal(String members) {
        ObjectNode json = Json.object(MINIMAL);
        json.setAll(Json.object("{" + members + "}"));
        return json;
    }

    private static ObjectNode callback(String members) {
        ObjectNode json = Json.object(MINIMAL);
        ((ObjectNode) json.get("callback")).setAll(Json.object("{" + members + "}"));
        return json;
    }

    private static List<String> faults(ObjectNode json) {
        return ListenerJson.read(json, UnknownFields.REFUSED)
                .fold(
                        valid -> List.of(),
                        faults -> faults.stream().map(FieldError::pointer).toList());
    }

    Listening knowing(Map<String, String> someVariables, Map<String, String> someSecrets) {
        return new Listening(definition, someVariables, someSecrets);
    }

    HttpCallback callback() {
        return definition.callback().fold(http -> http);
    }

    /** Whether it is enabled and fires for the event. */
    boolean hears(Heard heard) {
        return definition.enabled()
                && Trigger.of(definition).decide(heard.scope(), NOW).fold(() -> true, until -> false, error -> false);
    }

    /** Until when a quiet window holds back the event's callback. */
    Optional<Instant> holds(Heard heard, Instant now) {
        return Trigger.of(definition)
                .decide(heard.scope(), now)
                .fold(Optional::empty, Optional::of, error -> Optional.empty());
    }

    /** What becomes of a callback that is answered with this status. */
    AttemptVerdict answered(int status) {
        return AttemptVerdict.of(status, definition);
    }

    /** What becomes of a callback that fails for this reason. */
    AttemptVerdict failed(FailureReason reason) {
        return AttemptVerdict.of(reason, definition);
    }

    /** The request of the first attempt. */
    RenderedRequest request(Heard heard) {
        return request(heard, 0);
    }

    /** The request of the attempt after so many failed ones. */
    RenderedRequest request(Heard heard, int failures) {
        return attempt(heard, failures).fold(request -> request, failure -> {
            throw new AssertionError(failure.toString());
        });
    }

    /** Why there is no request for the event; empty if there is one. */
    Optional<RenderFailure.Reason> failure(Heard heard) {
        return attempt(heard, 0).fold(request -> Optional.empty(), failure -> Optional.of(failure.reason()));
    }

    /** The url that it calls. */
    String url(Heard heard) {
        return request(heard).url().toString();
    }

    /** The value of a header of the first attempt; null if it has none of that name. */
    String header(String name, Heard heard) {
        return request(heard).headers().get(name);
    }

    /** The body that it sends, as text. */
    String text(Heard heard) {
        return new String(request(heard).body(), StandardCharsets.UTF_8);
    }

    /** The body that it sends, as JSON. */
    JsonNode body(Heard heard) {
        return Json.of(request(heard).body());
    }

    /** What waits in a retry topic while the callback fails, as text. */
    String waiting(Heard heard) {
        return delivery(heard)
                .fold(
                        delivery -> new String(delivery.body().bytes(), StandardCharsets.UTF_8)
                                + new String(DeliveryJson.write(delivery), StandardCharsets.UTF_8),
                        failure -> {
                            throw new AssertionError(failure.toString());
                        });
    }

    private Rendering<RenderedRequest> attempt(Heard heard, int failures) {
        RequestRenderer requests = new RequestRenderer("test", () -> NOW, new Random(7));
        return delivery(heard).then(delivery -> requests.render(failed(delivery, failures), source(heard), values()));
    }

    private Rendering<Delivery> delivery(Heard heard) {
        TenantId tenant = heard.event().tenant();
        String eventId = heard.event().id();
        DeliveryId id = DeliveryId.of(tenant, heard.event().source(), eventId, ID);
        SourceRecord record = new SourceRecord("workflow.tasks", 0, 0, null, heard.headers(), heard.bytes());
        return new BodyRenderer(heard.event(), heard.bytes(), variables, NOW)
                .render(source(heard), id)
                .then(body -> new Rendering.Rendered<>(
                        new Delivery(id, tenant, ID, eventId, heard.type(), record, body, NOW, NOW, List.of())));
    }

    private CallbackSource source(Heard heard) {
        EncryptedSecret unread = new EncryptedSecret("v1:test:AAAA");
        Listener listener = new Listener(heard.event().tenant(), ID, 1, false, definition, unread);
        return CallbackSource.of(listener, Optional.of(KEYS));
    }

    private static Delivery failed(Delivery delivery, int failures) {
        Delivery failed = delivery;
        for (int i = 1; i <= failures; i++) {
            failed = failed.withAttempt(new Attempt(i, NOW, 5, "d-1", null, FailureReason.TIMEOUT, null));
        }
        return failed;
    }

    private TenantValues values() {
        Map<String, String> known = variables;
        return new TenantValues() {
            @Override
            public Map<String, String> variables() {
                return known;
            }

            @Override
            public Optional<String> secret(String name) {
                return Optional.ofNullable(secrets.get(name));
            }
        };
    }
}
