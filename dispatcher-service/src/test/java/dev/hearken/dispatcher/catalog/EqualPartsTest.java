package dev.hearken.dispatcher.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hearken.language.Trigger;
import dev.hearken.model.TenantId;
import dev.hearken.model.listener.HttpCallback;
import dev.hearken.model.listener.Listener;
import dev.hearken.model.listener.ListenerDefinition;
import dev.hearken.model.listener.ListenerId;
import dev.hearken.model.listener.ListenerJson;
import dev.hearken.model.listener.ListenerJson.UnknownFields;
import dev.hearken.secret.EncryptedSecret;
import dev.hearken.signing.SigningKey;
import dev.hearken.signing.SigningKeys;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class EqualPartsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SELECTED = """
            "selector": {"events": ["task.failed"], "workflows": ["load"]},
            "rules": [{"variable": "metadata.rows", "operation": "GREATER_THAN", "value": 0}],
            "condition": "event.type == 'task.failed'",
            "quietWindows": [{"from": "22:00", "to": "06:00", "zone": "Europe/Berlin", "then": "HOLD"}],
            "delivery": {"retry": {"schedule": ["PT7S"], "permanentStatus": ["404"]}, "maxInFlight": 7},
            """;

    private final EqualParts parts = new EqualParts();

    @Test
    void listenersShareWhatIsEqual() {
        // given
        CatalogEntry first = entry("first", SELECTED, "");

        // when
        CatalogEntry second = entry("second", SELECTED, "");

        // then
        assertThat(second.trigger()).isSameAs(first.trigger());
        assertThat(definition(second).selector()).isSameAs(definition(first).selector());
        assertThat(definition(second).rules()).isSameAs(definition(first).rules());
        assertThat(definition(second).quietWindows()).isSameAs(definition(first).quietWindows());
        assertThat(definition(second).delivery()).isSameAs(definition(first).delivery());
        assertThat(second.callback().timeout()).isSameAs(first.callback().timeout());
        assertThat(second.callback().signing()).isSameAs(first.callback().signing());
    }

    @Test
    void everyListenerKeepsWhatIsItsOwn() {
        // given
        String other = SELECTED.replace("\"load\"", "\"store\"").replace("PT7S", "PT8S");
        entry("first", SELECTED, "");

        // when
        Listener read = listener("second", other, "");
        Listener known = parts.entry(read, Optional.empty()).listener();

        // then
        assertThat(known.definition()).isEqualTo(read.definition());
        assertThat(known.definition().name()).isEqualTo("second");
        assertThat(known.definition().callback().fold(HttpCallback::url)).isEqualTo("https://second.example/");
        assertThat(known.id()).isEqualTo(read.id());
    }

    @Test
    void labelsAndHeadersKeepTheirOrder() {
        // given
        entry("first", "\"labels\": {\"a\": \"1\", \"b\": \"2\"},", ", \"headers\": {\"A\": \"1\", \"B\": \"2\"}");

        // when
        CatalogEntry second = entry(
                "second", "\"labels\": {\"b\": \"2\", \"a\": \"1\"},", ", \"headers\": {\"B\": \"2\", \"A\": \"1\"}");

        // then
        assertThat(definition(second).labels().keySet()).containsExactly("b", "a");
        assertThat(second.callback().headers().keySet()).containsExactly("B", "A");
    }

    @Test
    void sealedKeysAreNotKeptBesideTheOpenedOnes() {
        // given
        Listener listener = listener("n", SELECTED, "");
        SigningKeys opened = SigningKeys.of(SigningKey.of(new byte[32]));

        // when
        CatalogEntry entry = parts.entry(listener, Optional.of(opened));

        // then
        assertThat(entry.source().signingKeys()).contains(opened);
        assertThat(entry.listener().signingSecret()).isNotEqualTo(listener.signingSecret());
    }

    @Test
    void partsThatNoListenerUsesAreForgotten() {
        // given
        WeakReference<Trigger> unused =
                new WeakReference<>(entry("n", SELECTED, "").trigger());

        // when
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            System.gc();
            return unused.refersTo(null);
        });
        CatalogEntry next = entry("next", SELECTED, "");

        // then
        assertThat(definition(next).delivery().maxInFlight()).isEqualTo(7);
    }

    private CatalogEntry entry(String name, String fields, String callbackFields) {
        return parts.entry(listener(name, fields, callbackFields), Optional.empty());
    }

    private static ListenerDefinition definition(CatalogEntry entry) {
        return entry.listener().definition();
    }

    private static Listener listener(String name, String fields, String callbackFields) {
        String json = """
                {"name": "%s", %s "callback": {"type": "http", "url": "https://%s.example/"%s}}""".formatted(name, fields, name, callbackFields);
        return new Listener(
                TenantId.DEFAULT,
                new ListenerId("01JDXYZABCDEFGHJKMNPQRST01"),
                1,
                false,
                definition(json),
                new EncryptedSecret("v1:k:AAAA"));
    }

    private static ListenerDefinition definition(String json) {
        try {
            return ListenerJson.read(JSON.readTree(json), UnknownFields.REFUSED).fold(valid -> valid, errors -> {
                throw new AssertionError(errors);
            });
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
