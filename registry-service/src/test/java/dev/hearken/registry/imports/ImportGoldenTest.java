package dev.hearken.registry.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hearken.registry.RegistrableListener;
import dev.hearken.registry.platform.JsonBody;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The golden files: {@code <case>.json}, a definition of another system, gives {@code <case>.answer.json}. */
class ImportGoldenTest {
    @ParameterizedTest
    @CsvSource({
        "erathos, erathos",
        "trifacta, trifacta",
        "trifacta-unverified, trifacta",
        "mistral, mistral",
        "blueprint, blueprint",
        "blueprint, mistral",
    })
    void becomesThisAnswer(String example, String system) throws IOException {
        // when
        Imported imported = SourceSystem.of(system).orElseThrow().read(file(example + ".json"));

        // then
        assertThat(imported.listeners()).isNotEmpty().allSatisfy(RegistrableListener::of);
        assertThat(pretty(imported.toJson(imported.listeners()))).isEqualTo(pretty(file(example + ".answer.json")));
    }

    private static String pretty(JsonNode json) throws IOException {
        return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(json);
    }

    private static JsonNode file(String name) throws IOException {
        try (InputStream file = ImportGoldenTest.class.getResourceAsStream(name)) {
            return JsonBody.parse(file.readAllBytes());
        }
    }
}
