package dev.hearken.registry.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.model.listener.FieldError;
import dev.hearken.registry.platform.JsonBody;
import dev.hearken.registry.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class TemplatesTest {
    private final Templates templates = new Templates();

    /** The golden files: {@code <case>.parameters.json} gives {@code <case>.definition.json}. */
    @ParameterizedTest
    @CsvSource({
        "slack, slack",
        "teams, teams",
        "discord, discord",
        "pagerduty, pagerduty",
        "pagerduty-resolve, pagerduty",
        "opsgenie, opsgenie",
        "opsgenie-close, opsgenie",
        "airflow, airflow",
        "airflow-v1, airflow",
        "dbt-cloud, dbt-cloud",
        "prefect-cloud, prefect-cloud",
        "prefect, prefect",
        "generic, generic",
        "generic-overridden, generic",
    })
    void becomeTheseDefinitions(String example, String template) throws IOException {
        // when
        JsonNode definition = templates.fill(template, file(example + ".parameters.json"));

        // then
        assertThat(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(definition))
                .isEqualTo(new ObjectMapper()
                        .writerWithDefaultPrettyPrinter()
                        .writeValueAsString(file(example + ".definition.json")))
                .doesNotContain("<<");
    }

    @Test
    void sayWhatTheyAreAndWhatTheyWant() {
        assertThat(templates.all()).allSatisfy(template -> {
            JsonNode document = template.toJson();
            assertThat(document.path("title").asText()).isNotBlank();
            assertThat(document.path("description").asText()).isNotBlank();
            assertThat(document.path("parameters")).allSatisfy(parameter -> {
                ParameterType type = ParameterType.of(parameter.path("type").asText());
                assertThat(parameter.path("description").asText()).isNotBlank();
                for (String field : new String[] {"default", "example"}) {
                    if (parameter.has(field)) {
                        assertThat(type.fault(parameter.path(field), parameter.path("values")))
                                .isEmpty();
                    }
                }
                assertThat(document.path("listener").toString() + document.path("variants"))
                        .containsAnyOf(
                                "<<" + parameter.path("name").asText() + ">>",
                                "\"" + parameter.path("name").asText() + "\":{");
            });
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            slack     | {}                                                                     | /parameters/webhookUrl
            slack     | {"parameters": {"webhookUrl": "ftp://x"}}                              | /parameters/webhookUrl
            slack     | {"parameters": {"webhookUrl": 7}}                                      | /parameters/webhookUrl
            slack     | {"parameters": {"webhookUrl": "https://a.example/", "events": "all"}}  | /parameters/events
            slack     | {"parameters": {"webhookUrl": "https://a.example/", "colour": "red"}}  | /parameters/colour
            pagerduty | {"parameters": {"routingKeySecret": "a b"}}                            | /parameters/routingKeySecret
            pagerduty | {"parameters": {"routingKeySecret": "k", "severity": "mild"}}          | /parameters/severity
            dbt-cloud | {"parameters": {"accountId": "1/../2", "jobId": "1", "tokenSecret": "t"}} | /parameters/accountId
            generic   | {"parameters": [], "override": {}}                                     | /override
            generic   | []                                                                     | ''
            """)
    void refuseParametersThatDoNotFit(String template, String request, String pointer) {
        assertThat(catchThrowableOfType(ProblemException.class, () -> templates.fill(template, json(request)))
                        .problem()
                        .errors())
                .extracting(FieldError::pointer)
                .contains(pointer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"},{\"x\":\"", "$1 \\ <<name>>", "a\nb"})
    void takeAValueForNothingButAValue(String hostile) {
        // given
        JsonNode request = json("{\"parameters\": {\"url\": \"https://a.example/\"}}");
        ((ObjectNode) request.path("parameters")).put("name", hostile);

        // then
        assertThat(templates.fill("generic", request).path("name").asText()).isEqualTo(hostile);
    }

    @Test
    void areThese() {
        assertThatThrownBy(() -> templates.fill("telegram", json("{}"))).isInstanceOf(ProblemException.class);
    }

    private static JsonNode file(String name) throws IOException {
        try (InputStream file = TemplatesTest.class.getResourceAsStream(name)) {
            return JsonBody.parse(file.readAllBytes());
        }
    }

    private static JsonNode json(String text) {
        return JsonBody.parse(text.getBytes(StandardCharsets.UTF_8));
    }
}
