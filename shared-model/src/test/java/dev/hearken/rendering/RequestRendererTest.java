package dev.hearken.rendering;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hearken.format.InboundEvents;
import dev.hearken.language.template.RenderFailure;
import dev.hearken.language.template.RenderFailure.Reason;
import dev.hearken.language.template.Rendering;
import dev.hearken.model.TenantId;
import dev.hearken.model.delivery.Delivery;
import dev.hearken.model.delivery.DeliveryId;
import dev.hearken.model.delivery.RenderedBody;
import dev.hearken.model.delivery.SourceRecord;
import dev.hearken.model.listener.Listener;
import dev.hearken.model.listener.ListenerDefinition;
import dev.hearken.model.listener.ListenerId;
import dev.hearken.model.listener.ListenerJson;
import dev.hearken.model.listener.ListenerJson.UnknownFields;
import dev.hearken.secret.EncryptedSecret;
import dev.hearken.signing.SigningKey;
import dev.hearken.signing.SigningKeys;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class RequestRendererTest {
    private static final Instant NOW = Instant.parse("2026-01-07T02:15:00Z");
    private static final ListenerId LISTENER = new ListenerId("01JDXYZABCDEFGHJKMNPQRSTVW");

    /** Without {@code event}, so nothing in it says that it is Mistral's. */
    private static final String MISTRAL = """
            {"id": "e-42", "workflow_name": "nightly", "state": "SUCCESS"}""";

    private static final SourceRecord CLOUD_EVENT = record(
            Map.of(
                    "ce_specversion", "1.0",
                    "ce_id", "e-1",
                    "ce_source", "s",
                    "ce_type", "execution.succeeded",
                    "content-type", "application/json"),
            """
            {"workflow": {"name": "nightly"}, "execution": {"id": "e-42"}, "metadata": {"host": "b.example"}}""");

    private static final TenantValues VALUES = new TenantValues() {
        @Override
        public Map<String, String> variables() {
            return Map.of("host", "A.example:8443");
        }

        @Override
        public Optional<String> secret(String name) {
            return Optional.empty();
        }
    };

    private final RequestRenderer renderer = new RequestRenderer("1", () -> NOW, new Random(1));

    @Test
    void readsTheEventAgainForAHeaderThatNamesIt() {
        // when
        Rendering<RenderedRequest> request =
                render("https://a.example/", "\"headers\": {\"X-Run\": \"${{execution.id}}\"}", CLOUD_EVENT, "e-1");

        // then
        assertThat(request.<String>fold(r -> r.headers().get("X-Run"), RenderFailure::detail))
                .isEqualTo("e-42");
    }

    @Test
    void readsTheEventInTheFormatThatItsRecordNames() {
        // given
        SourceRecord named = record(Map.of(), MISTRAL).withHeader(InboundEvents.FORMAT_HEADER, "mistral");
        String id = InboundEvents.decode(TenantId.DEFAULT, named.headers(), named.value(), NOW, Optional.empty())
                .fold(events -> events.get(0).id(), undecodable -> undecodable.detail());

        // when
        Rendering<RenderedRequest> request =
                render("https://a.example/${{workflow.name}}", "\"strict\": true", named, id);

        // then
        assertThat(request.<String>fold(r -> r.url().toString(), RenderFailure::detail))
                .isEqualTo("https://a.example/nightly");
    }

    @ParameterizedTest
    @CsvSource({"nothing, e-1", "{}, e-1", "cloud-event, e-2", "mistral, e-1"})
    void failsWhereTheRecordDoesNotHoldTheEventAnyMore(String record, String eventId) {
        // given
        SourceRecord source = switch (record) {
            case "nothing" -> record(Map.of(), "");
            case "cloud-event" -> CLOUD_EVENT;
            case "mistral" -> record(Map.of(), MISTRAL);
            default -> record(Map.of(), record);
        };

        // when
        Rendering<RenderedRequest> request =
                render("https://a.example/${{execution.id}}", "\"headers\": {}", source, eventId);

        // then
        assertThat(request.<Reason>fold(
                        r -> {
                            throw new AssertionError(r.url());
                        },
                        RenderFailure::reason))
                .isEqualTo(Reason.EVENT);
    }

    @Test
    void doesWithoutTheEventWhereNeitherUrlNorHeadersNameIt() {
        // when
        Rendering<RenderedRequest> request = render(
                "https://${{variables.host}}/${{listener.id}}",
                "\"headers\": {\"X-Delivery\": \"${{delivery.attempt}}\"}, \"body\": \"${{execution.id}}\"",
                record(Map.of(), ""),
                "e-1");

        // then
        assertThat(request.<String>fold(r -> r.url() + " " + r.headers().get("X-Delivery"), RenderFailure::detail))
                .isEqualTo("https://a.example:8443/" + LISTENER + " 1");
    }

    @ParameterizedTest
    @CsvSource({
        "https://a.example/x, https://a.example/x",
        "https://a.example/${{metadata.none}}, https://a.example/${{metadata.none}}",
        "https://${{variables.host}}/x, https://a.example:8443",
        "https://${{metadata.host}}/${{execution.id}}, https://b.example",
        "https://${{metadata.none}}/x, https://${{metadata.none}}/x"
    })
    void knowsBeforehandWhereARequestGoes(String url, String target) {
        // when
        String known = renderer.target(delivery(CLOUD_EVENT, "e-1"), source(url, "\"headers\": {}"), VALUES);

        // then
        assertThat(known).isEqualTo(target);
    }

    @Test
    void doesNotKnowBeforehandWhereARequestGoesWhoseEventIsLost() {
        // when
        String known = renderer.target(
                delivery(record(Map.of(), ""), "e-1"),
                source("https://${{metadata.host}}/", "\"headers\": {}"),
                VALUES);

        // then
        assertThat(known).isEqualTo("https://${{metadata.host}}/");
    }

    private Rendering<RenderedRequest> render(String url, String more, SourceRecord record, String eventId) {
        return renderer.render(delivery(record, eventId), source(url, more), VALUES);
    }

    private static SourceRecord record(Map<String, String> headers, String value) {
        return new SourceRecord("t", 0, 0, null, headers, value.getBytes(StandardCharsets.UTF_8));
    }

    private static Delivery delivery(SourceRecord record, String eventId) {
        return new Delivery(
                DeliveryId.of(TenantId.DEFAULT, "s", eventId, LISTENER),
                TenantId.DEFAULT,
                LISTENER,
                eventId,
                "execution.succeeded",
                record,
                RenderedBody.NONE,
                NOW,
                NOW,
                List.of());
    }

    private static CallbackSource source(String url, String more) {
        ListenerDefinition definition = ListenerJson.read(json("""
                        {"name": "n", "callback": {"type": "http", "url": "%s", %s}}""".formatted(url, more)), UnknownFields.REFUSED)
                .fold(read -> read, errors -> {
                    throw new AssertionError(errors);
                });
        Listener listener =
                new Listener(TenantId.DEFAULT, LISTENER, 1, false, definition, new EncryptedSecret("v1:k:AAAA"));
        return CallbackSource.of(listener, Optional.of(SigningKeys.of(SigningKey.of(new byte[32]))));
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
