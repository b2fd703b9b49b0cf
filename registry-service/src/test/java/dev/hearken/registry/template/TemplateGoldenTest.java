package dev.hearken.registry.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.format.InboundEvents;
import dev.hearken.language.EventScope;
import dev.hearken.language.Trigger;
import dev.hearken.model.TenantId;
import dev.hearken.model.delivery.Delivery;
import dev.hearken.model.delivery.DeliveryId;
import dev.hearken.model.delivery.RenderedBody;
import dev.hearken.model.delivery.SourceRecord;
import dev.hearken.model.event.WorkflowEvent;
import dev.hearken.model.listener.Listener;
import dev.hearken.model.listener.ListenerDefinition;
import dev.hearken.model.listener.ListenerId;
import dev.hearken.registry.RegistrableListener;
import dev.hearken.registry.platform.JsonBody;
import dev.hearken.rendering.BodyRenderer;
import dev.hearken.rendering.CallbackSource;
import dev.hearken.rendering.RenderedRequest;
import dev.hearken.rendering.RequestRenderer;
import dev.hearken.rendering.TenantValues;
import dev.hearken.secret.EncryptedSecret;
import dev.hearken.signing.SigningKey;
import dev.hearken.signing.SigningKeys;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What each ready-made listener sends for a sample event: {@code <case>.parameters.json} gives {@code <case>.http}, the
 * request line, the headers, an empty line and the body, with {@code ***} for secrets.
 */
class TemplateGoldenTest {
    private static final Path EVENTS = Path.of("..", "shared-model", "src", "test", "resources", "golden");
    private static final ListenerId LISTENER = new ListenerId("01JDXYZABCDEFGHJKMNPQRSTVW");
    private static final Instant NOW = Instant.parse("2026-01-07T02:15:01Z");

    private final Templates templates = new Templates();

    @ParameterizedTest
    @CsvSource({
        "slack, slack, in/mistral-sub-workflow-failed",
        "teams, teams, in/mistral-sub-workflow-failed",
        "discord, discord, in/mistral-sub-workflow-failed",
        "pagerduty, pagerduty, in/mistral-sub-workflow-failed",
        "pagerduty-resolve, pagerduty, execution-succeeded.cloudevent",
        "opsgenie, opsgenie, in/mistral-sub-workflow-failed",
        "opsgenie-close, opsgenie, execution-succeeded.cloudevent",
        "airflow, airflow, execution-succeeded.cloudevent",
        "airflow-v1, airflow, execution-succeeded.cloudevent",
        "dbt-cloud, dbt-cloud, execution-succeeded.cloudevent",
        "prefect-cloud, prefect-cloud, execution-succeeded.cloudevent",
        "prefect, prefect, execution-succeeded.cloudevent",
        "generic, generic, execution-succeeded.cloudevent",
        "generic-overridden, generic, task-failed.cloudevent",
    })
    void sendExactlyThisRequest(String example, String template, String event) throws IOException {
        // given
        ListenerDefinition definition = filled(example, template);
        byte[] bytes = Files.readAllBytes(EVENTS.resolve(event + ".json"));

        // when
        RenderedRequest request = request(definition, bytes);

        // then
        assertThat(hears(definition, bytes)).isTrue();
        assertThat(text(request)).isEqualTo(golden(example + ".http"));
    }

    /** The limits that the receivers document, against an event whose texts are all too long. */
    @ParameterizedTest
    @CsvSource({
        "slack, /blocks/0/text/text, 150",
        "slack, /blocks/1/fields/0/text, 2000",
        "slack, /blocks/1/fields/3/text, 2000",
        "discord, /content, 2000",
        "discord, /embeds/0/title, 256",
        "discord, /embeds/0/description, 4096",
        "discord, /embeds/0/fields/2/value, 1024",
        "pagerduty, /payload/summary, 1024",
        "opsgenie, /message, 130",
        "opsgenie, /description, 15000",
        "opsgenie, /entity, 512",
        "opsgenie, /source, 100",
        "dbt-cloud, /cause, 255",
    })
    void staysWithinTheReceiversLimits(String template, String pointer, int limit) throws IOException {
        // given
        ObjectNode event =
                (ObjectNode) JsonBody.parse(Files.readAllBytes(EVENTS.resolve("execution-succeeded.cloudevent.json")));
        event.withObject("/data/workflow").put("name", "w".repeat(40_000));
        event.withObject("/data/execution")
                .put("id", "e".repeat(40_000))
                .putObject("error")
                .put("message", "m".repeat(40_000));

        // when
        RenderedRequest request =
                request(filled(template, template), event.toString().getBytes(StandardCharsets.UTF_8));

        // then
        String sent = new ObjectMapper().readTree(request.body()).at(pointer).textValue();
        assertThat(sent).isNotEmpty();
        assertThat(sent.length()).isLessThanOrEqualTo(limit);
    }

    private ListenerDefinition filled(String example, String template) throws IOException {
        try (InputStream parameters = TemplateGoldenTest.class.getResourceAsStream(example + ".parameters.json")) {
            JsonNode request = JsonBody.parse(parameters.readAllBytes());
            return RegistrableListener.of(templates.fill(template, request));
        }
    }

    private static boolean hears(ListenerDefinition definition, byte[] bytes) {
        return Trigger.of(definition)
                .decide(new EventScope(event(bytes), bytes), NOW)
                .fold(() -> true, until -> false, error -> false);
    }

    private static RenderedRequest request(ListenerDefinition definition, byte[] bytes) {
        WorkflowEvent event = event(bytes);
        EncryptedSecret unread = new EncryptedSecret("v1:test:AAAA");
        Listener listener = new Listener(TenantId.DEFAULT, LISTENER, 1, false, definition, unread);
        CallbackSource source = CallbackSource.of(listener, Optional.of(SigningKeys.of(SigningKey.of(new byte[32]))));
        DeliveryId id = DeliveryId.of(TenantId.DEFAULT, event.source(), event.id(), LISTENER);
        RequestRenderer requests = new RequestRenderer("test", () -> NOW, new Random(7));
        return new BodyRenderer(event, bytes, Map.of(), NOW)
                .render(source, id)
                .then(body -> requests.render(delivery(id, event, bytes, body), source, new Masks()))
                .fold(request -> request, failure -> {
                    throw new AssertionError(failure.toString());
                });
    }

    private static WorkflowEvent event(byte[] bytes) {
        return InboundEvents.decode(TenantId.DEFAULT, Map.of(), bytes, NOW, Optional.empty())
                .fold(events -> events.get(0), fault -> {
                    throw new AssertionError(fault.toString());
                });
    }

    private static Delivery delivery(DeliveryId id, WorkflowEvent event, byte[] bytes, RenderedBody body) {
        return new Delivery(
                id,
                TenantId.DEFAULT,
                LISTENER,
                event.id(),
                event.type().wireName(),
                new SourceRecord("workflow.executions", 0, 0, null, Map.of(), bytes),
                body,
                NOW,
                NOW,
                List.of());
    }

    /** Every secret is there; one that is a whole url has the form of one. */
    private record Masks() implements TenantValues {
        @Override
        public Map<String, String> variables() {
            return Map.of();
        }

        @Override
        public Optional<String> secret(String name) {
            return Optional.of(name.endsWith("_webhook") ? "https://chat.example.com/***" : "***");
        }
    }

    private static String text(RenderedRequest request) {
        StringBuilder text = new StringBuilder();
        text.append(request.method()).append(' ').append(request.url()).append('\n');
        request.headers()
                .forEach((name, value) ->
                        text.append(name).append(": ").append(value).append('\n'));
        return text.append('\n')
                .append(new String(request.body(), StandardCharsets.UTF_8))
                .append('\n')
                .toString();
    }

    private static String golden(String name) throws IOException {
        try (InputStream file = TemplateGoldenTest.class.getResourceAsStream(name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
