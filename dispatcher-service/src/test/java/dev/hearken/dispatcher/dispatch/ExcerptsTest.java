package dev.hearken.dispatcher.dispatch;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.dispatcher.catalog.CatalogEntry;
import dev.hearken.dispatcher.transport.AttemptResult;
import dev.hearken.dispatcher.transport.Reply;
import dev.hearken.dispatcher.transport.Timings;
import dev.hearken.model.TenantId;
import dev.hearken.model.delivery.Delivery;
import dev.hearken.model.delivery.DeliveryId;
import dev.hearken.model.delivery.DeliveryJson;
import dev.hearken.model.delivery.Escaping;
import dev.hearken.model.delivery.Exchange;
import dev.hearken.model.delivery.FailureReason;
import dev.hearken.model.delivery.RenderedBody;
import dev.hearken.model.delivery.SecretSlot;
import dev.hearken.model.delivery.SourceRecord;
import dev.hearken.model.listener.HttpCallback;
import dev.hearken.model.listener.Listener;
import dev.hearken.model.listener.ListenerId;
import dev.hearken.model.listener.ListenerJson;
import dev.hearken.rendering.RenderedRequest;
import dev.hearken.rendering.TenantValues;
import dev.hearken.secret.EncryptedSecret;
import dev.hearken.test.marks.Threat;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Threats H1, H4 and H13: what the delivery log shows of an attempt. */
class ExcerptsTest {
    private static final String SECRET = "s3cret-0123456789";
    private static final ListenerId LISTENER = new ListenerId("01JDXYZABCDEFGHJKMNPQRSTVW");

    private final Excerpts excerpts = new Excerpts(tenant -> new OneSecret(), 100);

    private record OneSecret() implements TenantValues {
        @Override
        public Map<String, String> variables() {
            return Map.of();
        }

        @Override
        public Optional<String> secret(String name) {
            return name.equals("token") ? Optional.of(SECRET) : Optional.empty();
        }
    }

    @Test
    @Threat("H4")
    void masksSecretsInHeadersAndBodyAndShowsTheTemplateOfAUrl() throws Exception {
        // given
        CatalogEntry entry =
                entry("https://hooks.example.com/${{secrets.token}}/run", "\"X-Token\": \"k ${{secrets.token}}\"");
        Delivery delivery = delivery(new RenderedBody(
                "application/json",
                "{\"t\":\"\"}".getBytes(StandardCharsets.UTF_8),
                List.of(new SecretSlot(6, "${{secrets.token}}", Escaping.JSON))));
        RenderedRequest sent = sent(
                "https://hooks.example.com/" + SECRET + "/run",
                Map.of(
                        "x-token",
                        "k " + SECRET,
                        "Authorization",
                        "Basic YTpiYmJiYmJi",
                        "webhook-signature",
                        "v1,abcdefgh",
                        "X-Plain",
                        "p".repeat(300)),
                "{\"t\":\"" + SECRET + "\"}");
        AttemptResult echo = answered("got YTpiYmJiYmJi and " + SECRET);

        // when
        Exchange exchange = excerpts.of(delivery, entry, Optional.of(sent), echo);

        // then
        Exchange.Request request = exchange.request();
        assertThat(request).isNotNull();
        assertThat(request.url()).isEqualTo("https://hooks.example.com/${{secrets.token}}/run");
        assertThat(request.headers())
                .containsEntry("x-token", "***")
                .containsEntry("Authorization", "***")
                .containsEntry("webhook-signature", "***")
                .containsEntry("X-Plain", "p".repeat(256) + "…");
        assertThat(request.body().text()).isEqualTo("{\"t\":\"***\"}");
        assertThat(exchange.response().body()).isEqualTo("got *** and ***");
        assertThat(exchange.timings()).isEqualTo(new Exchange.Timings(1L, null, 30L));
        assertThat(new String(DeliveryJson.write(exchange), StandardCharsets.UTF_8))
                .doesNotContain(SECRET)
                .doesNotContain("YTpiYmJiYmJi");
    }

    @Test
    void showsWhatWasSentWhereNoSecretIsNamedAndCutsIt() throws Exception {
        // given
        CatalogEntry entry = entry("https://hooks.example.com/run", "");
        String body = "x".repeat(101);
        Delivery delivery = delivery(new RenderedBody("text/plain", body.getBytes(StandardCharsets.UTF_8)));

        // when
        Exchange exchange = excerpts.of(
                delivery,
                entry,
                Optional.of(sent("https://hooks.example.com/run?a=b", Map.of(), body)),
                new AttemptResult.Failed(FailureReason.TIMEOUT));

        // then
        assertThat(exchange.request().url()).isEqualTo("https://hooks.example.com/run?a=b");
        assertThat(exchange.request().body().text()).hasSize(100);
        assertThat(exchange.request().body().cut()).isTrue();
        assertThat(exchange.response()).isNull();
    }

    @Test
    void showsNothingOfRequestsWhereNothingIsWanted() throws Exception {
        // when
        Exchange exchange = new Excerpts(tenant -> new OneSecret(), 0)
                .of(
                        delivery(RenderedBody.NONE),
                        entry("https://hooks.example.com/run", ""),
                        Optional.of(sent("https://hooks.example.com/run", Map.of(), "")),
                        answered("ok"));

        // then
        assertThat(exchange.request()).isNull();
        assertThat(exchange.response()).isEqualTo(new Exchange.Response("ok"));
    }

    private static AttemptResult answered(String excerpt) {
        return new AttemptResult.Answered(
                200,
                new Reply(Optional.empty(), Optional.empty(), excerpt),
                new Timings(Duration.ofMillis(1), null, Duration.ofMillis(30), Duration.ofMillis(40)));
    }

    private static RenderedRequest sent(String url, Map<String, String> headers, String body) {
        return new RenderedRequest(
                HttpCallback.Method.POST,
                URI.create(url),
                headers,
                body.getBytes(StandardCharsets.UTF_8),
                Duration.ofSeconds(1));
    }

    private static CatalogEntry entry(String url, String headers) throws Exception {
        ObjectNode json = (ObjectNode) new ObjectMapper().readTree("""
                {"name": "shown", "callback": {"type": "http", "url": "%s", "headers": {%s}}}
                """.formatted(url, headers));
        Listener listener = new Listener(
                TenantId.DEFAULT,
                LISTENER,
                1,
                false,
                ListenerJson.read(json, ListenerJson.UnknownFields.REFUSED).fold(definition -> definition, errors -> {
                    throw new AssertionError(errors);
                }),
                new EncryptedSecret("v1:k:AAAA"));
        return CatalogEntry.of(listener, Optional.empty());
    }

    private static Delivery delivery(RenderedBody body) {
        return new Delivery(
                DeliveryId.of(TenantId.DEFAULT, "s", "1", LISTENER),
                TenantId.DEFAULT,
                LISTENER,
                "1",
                "task.failed",
                new SourceRecord("t", 0, 0, null, Map.of(), new byte[0]),
                body,
                Instant.EPOCH,
                Instant.EPOCH,
                List.of());
    }
}
