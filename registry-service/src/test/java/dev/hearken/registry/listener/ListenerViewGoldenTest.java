package dev.hearken.registry.listener;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.model.TenantId;
import dev.hearken.model.listener.Listener;
import dev.hearken.model.listener.ListenerDefinition;
import dev.hearken.model.listener.ListenerId;
import dev.hearken.model.listener.ListenerJson;
import dev.hearken.model.listener.ListenerJson.UnknownFields;
import dev.hearken.registry.platform.StrictJson;
import dev.hearken.secret.EncryptedSecret;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ListenerViewGoldenTest {
    @Test
    void showsEveryFieldInItsPlace() throws Exception {
        // given
        JsonNode golden = golden();
        ObjectNode definition = golden.deepCopy();
        definition.remove(ListenerView.READ_ONLY);
        RegisteredListener listener = new RegisteredListener(
                new Listener(
                        TenantId.DEFAULT,
                        new ListenerId("01JD9Z6Q0V3T8M2K4N6P8R0S2T"),
                        4,
                        true,
                        read(definition),
                        new EncryptedSecret("v1:k:AAAA")),
                Instant.parse("2026-01-07T02:14:27.500Z"),
                Optional.of(new Sighting(Health.OPEN, "timeout", Instant.parse("2026-01-07T02:00:00Z"))),
                Optional.of(
                        new ConditionError("key 'rows' is not present in map.", Instant.parse("2026-01-07T02:10:00Z"))),
                Instant.parse("2026-01-07T02:14:27Z"),
                Instant.parse("2026-01-07T02:14:27.500Z"),
                "key:bootstrap",
                false);

        // when
        String view = ListenerView.of(listener).toString();

        // then
        assertThat(view).isEqualTo(golden.toString());
    }

    private static ListenerDefinition read(JsonNode json) {
        return ListenerJson.read(json, UnknownFields.REFUSED).fold(definition -> definition, errors -> {
            throw new AssertionError(errors);
        });
    }

    private static JsonNode golden() throws IOException {
        try (InputStream file = ListenerViewGoldenTest.class.getResourceAsStream("listener-view.json")) {
            return StrictJson.read(file.readAllBytes()).fold(json -> json, fault -> {
                throw new AssertionError(fault);
            });
        }
    }
}
