package dev.hearken.registry.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hearken.format.CloudEventsDecoder;
import dev.hearken.model.TenantId;
import dev.hearken.model.event.EventType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EventTypeCatalogTest {
    @Test
    void listsEveryTypeWithAnExampleThatDecodes() throws Exception {
        // when
        JsonNode items =
                new ObjectMapper().readTree(new EventTypeCatalog().json()).path("items");

        // then
        assertThat(items.findValuesAsText("subject")).hasSize(EventType.values().length);
        assertThat(items).allSatisfy(item -> {
            assertThat(item.path("description").asText()).isNotBlank();
            assertThat(item.path("dataSchema").path("required").toString()).contains("\"workflow\"", "\"execution\"");
            assertThat(decodedType(item.path("example")))
                    .isEqualTo(item.path("type").asText());
        });
        assertThat(items)
                .map(item -> item.path("type").asText())
                .containsExactlyElementsOf(Arrays.stream(EventType.values())
                        .map(EventType::wireName)
                        .toList());
    }

    private static String decodedType(JsonNode example) {
        return CloudEventsDecoder.decode(
                        TenantId.DEFAULT,
                        Map.of("content-type", "application/cloudevents+json"),
                        example.toString().getBytes(StandardCharsets.UTF_8),
                        Instant.EPOCH)
                .fold(events -> events.get(0).type().wireName(), undecodable -> undecodable.detail());
    }
}
