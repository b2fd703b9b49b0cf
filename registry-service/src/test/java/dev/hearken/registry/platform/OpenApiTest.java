package dev.hearken.registry.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hearken.registry.Api;
import dev.hearken.registry.Keys;
import dev.hearken.registry.RegistryResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@WithTestResource(RegistryResource.class)
class OpenApiTest {
    @Test
    void describesEveryOperation() throws Exception {
        // when
        JsonNode document = document();

        // then
        List<String> operations = new ArrayList<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(method -> {
                    JsonNode operation = method.getValue();
                    String name = method.getKey() + " " + path.getKey();
                    operations.add(name);
                    assertThat(operation.path("summary").asText()).as(name).isNotBlank();
                    assertThat(operation.path("operationId").asText()).as(name).isNotBlank();
                    assertThat(operation.path("tags")).as(name).isNotEmpty();
                    assertThat(new TreeSet<>(fieldNames(operation.path("responses"))))
                            .as(name)
                            .contains("400", "401", "403", "406", "500", "503")
                            .anyMatch(status -> status.startsWith("2"));
                }));
        assertThat(operations)
                .containsExactlyInAnyOrder(
                        "post /v1/events",
                        "post /v1/ingest/{format}",
                        "post /v1/imports/{system}",
                        "get /v1/event-types",
                        "get /v1/templates",
                        "get /v1/templates/{name}",
                        "post /v1/listeners",
                        "get /v1/listeners",
                        "get /v1/listeners/{id}",
                        "put /v1/listeners/{id}",
                        "patch /v1/listeners/{id}",
                        "delete /v1/listeners/{id}",
                        "post /v1/listeners/{id}/pause",
                        "post /v1/listeners/{id}/resume",
                        "post /v1/listeners/{id}/enable",
                        "post /v1/listeners/{id}/disable",
                        "post /v1/listeners/{id}/test",
                        "get /v1/listeners/{id}/secret",
                        "post /v1/listeners/{id}/secret/rotate",
                        "get /v1/listeners/{id}/stats",
                        "get /v1/deliveries",
                        "get /v1/deliveries/{id}",
                        "post /v1/deliveries/{id}/redeliver",
                        "post /v1/deliveries/{id}/cancel",
                        "get /v1/dead-letters",
                        "post /v1/dead-letters/redeliver",
                        "post /v1/replays",
                        "get /v1/replays",
                        "get /v1/replays/{id}",
                        "delete /v1/replays/{id}",
                        "post /v1/executions/{id}/replay",
                        "post /v1/api-keys",
                        "get /v1/api-keys",
                        "get /v1/api-keys/{id}",
                        "delete /v1/api-keys/{id}",
                        "get /v1/audit",
                        "get /v1/tenants",
                        "post /v1/tenants",
                        "post /v1/preview",
                        "get /v1/variables",
                        "get /v1/variables/{name}",
                        "put /v1/variables/{name}",
                        "delete /v1/variables/{name}",
                        "get /v1/secrets",
                        "get /v1/secrets/{name}",
                        "put /v1/secrets/{name}",
                        "delete /v1/secrets/{name}");
    }

    @Test
    void refersOnlyToWhatItHolds() throws Exception {
        // given
        JsonNode document = document();

        // when
        List<String> references = document.findValuesAsText("$ref");

        // then
        assertThat(references)
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                document.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    private static JsonNode document() throws Exception {
        return new ObjectMapper()
                .readTree(Api.as(Keys.ADMIN).get("/q/openapi?format=json").asString());
    }

    private static List<String> fieldNames(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
