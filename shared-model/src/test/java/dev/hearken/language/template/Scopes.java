package dev.hearken.language.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hearken.format.EventJson;
import dev.hearken.language.EventScope;
import dev.hearken.language.template.CallbackScope.DeliveryFacts;
import dev.hearken.language.template.CallbackScope.ListenerFacts;
import dev.hearken.model.TenantId;
import dev.hearken.model.delivery.DeliveryId;
import dev.hearken.model.event.EventType;
import dev.hearken.model.event.Workflow;
import dev.hearken.model.event.WorkflowEvent;
import dev.hearken.model.listener.ListenerId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Scopes for tests. */
final class Scopes {
    private static final String DATA = """
            {"workflow": {"name": "nightly-load", "labels": {"team": "data"}},
             "execution": {"id": "e-42", "durationMs": 33000, "startedAt": "2026-01-07T02:14:27Z", "error": null},
             "tasks": [{"name": "extract"}, {"name": "lo\\"ad"}],
             "metadata": {"rows": 120, "ratio": 0.10, "big": 1e400, "ok": true, "table": "users", "empty": "", "half": "a\\ud83d",
                          "rows read": 7, "evil": "a\\r\\nX: y", "dots": "..", "xml": "<a href='x'>&</a>", "quote": "say \\"hi\\"\\n",
                          "path": "a b/ü?&=", "list": [1, "a"], "object": {"a": [null, {"b": 0.10}]}, "host": "h.example:8443"}}""";

    private Scopes() {}

    static CallbackScope standard() {
        return of(DATA);
    }

    static CallbackScope of(String data) {
        byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
        WorkflowEvent event = new WorkflowEvent(
                TenantId.DEFAULT,
                "ev-1",
                "engine-1",
                EventType.EXECUTION_SUCCEEDED,
                Instant.parse("2026-01-07T02:15:00Z"),
                new Workflow("nightly-load", null, null, Map.of()),
                "e-42",
                null,
                EventJson.object(bytes).orElseThrow());
        Map<String, String> secrets = Map.of("token", "s3cr\"t\n", "plain", "abc", "a b", "x:y");
        return new CallbackScope(
                () -> new EventScope(event, bytes),
                Map.of("host", "airflow.example.com", "url", "https://a.example:1/x?y=z", "port", "8080", "bad", "a/b"),
                new ListenerFacts(
                        new ListenerId("01JDXYZABCDEFGHJKMNPQRSTVW"), "start downstream", 4, Map.of("team", "data")),
                new DeliveryFacts(
                        new DeliveryId("msg_3tl2y7oc3t3n3lrsirxnbaswfg"), 2, Instant.parse("2026-01-07T02:15:01Z")),
                name -> Optional.ofNullable(secrets.get(name)));
    }

    static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static <T> T rendered(Rendering<T> rendering) {
        return rendering.fold(Function.identity(), failure -> {
            throw new AssertionError(failure);
        });
    }

    static <T> RenderFailure failure(Rendering<T> rendering) {
        return rendering.fold(
                value -> {
                    throw new AssertionError("rendered " + value);
                },
                Function.identity());
    }

    /** The body as text, rendered with the standard scope and the secrets in it. */
    static String body(JsonNode body, String contentType, boolean strict) {
        CallbackScope scope = standard();
        return SecretFiller.fill(rendered(BodyTemplate.of(body, contentType).render(scope, strict)), scope::secret)
                .fold(bytes -> new String(bytes, StandardCharsets.UTF_8), missing -> "missing " + missing);
    }
}
