package dev.hearken.registry.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.model.listener.FieldError;
import dev.hearken.registry.platform.JsonBody;
import dev.hearken.registry.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class SourceSystemTest {
    private static final String ERATHOS = """
            {"description": "after a good load", "is_active": true, "method": "POST", "_id": "x",
             "url": "https://${{variables.airflow_url}}/dags/{{variables.dag_id}}",
             "header": {"Authorization": "Basic ${{secrets.token}}"},
             "body": {"conf": {"rows": "${{erathos.ROWS}}"}, "note": "by {{ erathos.triggered_by }}, {{jinja}}"},
             "rules": [{"variable_name": "STATUS", "operation": "EQUAL", "value": "FINISHED"},
                       {"erathos_variable": "erathos.rows", "operation": "GREATER_THAN", "value": "0"},
                       {"variable_name": "FINISHED_AT_WEEKDAY", "operation": "NOT_IN", "value": ["0", "6"]}],
             "jobs": ["3f0c1b7e-2f57-4a43-9a0e-0b7f6f2d1a01"]}""";

    @Test
    void makesAListenerOfAnErathosWebhook() {
        // when
        ObjectNode answer = answer(SourceSystem.ERATHOS.read(json(ERATHOS)));

        // then
        assertThat(answer.path("listeners").get(0)).isEqualTo(json("""
                {"name": "after a good load", "description": "after a good load", "enabled": true,
                 "selector": {"events": ["execution.succeeded", "execution.failed"],
                              "workflowIds": ["3f0c1b7e-2f57-4a43-9a0e-0b7f6f2d1a01"]},
                 "rules": [{"variable": "erathos.status", "operation": "EQUAL", "value": "FINISHED"},
                           {"variable": "erathos.rows", "operation": "GREATER_THAN", "value": "0"},
                           {"variable": "erathos.finished_at_weekday", "operation": "NOT_IN", "value": ["0", "6"]}],
                 "callback": {"type": "http", "method": "POST",
                              "url": "https://${{variables.airflow_url}}/dags/${{variables.dag_id}}",
                              "headers": {"Authorization": "Basic ${{secrets.token}}"},
                              "body": {"conf": {"rows": "${{erathos.ROWS}}"},
                                       "note": "by ${{erathos.triggered_by}}, {{jinja}}"},
                              "format": "template"}}"""));
        assertThat(answer.path("variables").toString()).isEqualTo("[\"airflow_url\",\"dag_id\"]");
        assertThat(answer.path("secrets").toString()).isEqualTo("[\"token\"]");
        assertThat(answer.path("notCarriedOver").findValuesAsText("pointer")).containsExactly("/_id");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /rules    | [{"variable_name": "STATUS", "operation": "LESS_THAN", "value": "A"}]           | /rules/0/operation
            /rules    | [{"variable_name": "FINISHED_AT_TIME", "operation": "EQUAL", "value": "08:00"}] | /rules/0/operation
            /rules    | [{"variable_name": "NESTED_TABLE", "operation": "IN", "value": ["true"]}]       | /rules/0/operation
            /rules    | [{"variable_name": "ROWS", "operation": "EQUAL", "value": "many"}]              | /rules/0/value
            /rules    | [{"variable_name": "ROWS", "operation": "IN", "value": ["1", "x"]}]             | /rules/0/value/1
            /rules    | [{"variable_name": "ROWS", "operation": "EQUAL", "value": ["1"]}]               | /rules/0/value
            /rules    | [{"operation": "EQUAL", "value": "1"}]                                          | /rules/0/variable_name
            /rules    | [7]                                                                             | /rules/0
            /jobs     | []                                                                              | /jobs
            /jobs     | ["*"]                                                                           | /jobs/0
            /method   | "TRACE"                                                                         | /method
            /body     | {"a": ["${{nothing.x}}"]}                                                       | /body/a/0
            /is_active | "yes"                                                                          | /is_active
            """)
    void refusesWhatErathosWould(String field, String value, String pointer) {
        // given
        ObjectNode webhook = (ObjectNode) json(ERATHOS);
        webhook.set(field.substring(1), json(value));

        // then
        assertThat(faults(SourceSystem.ERATHOS, webhook))
                .extracting(FieldError::pointer)
                .contains(pointer);
    }

    @Test
    void refusesTextsThatAreTooLongForErathos() {
        // given
        ObjectNode webhook = (ObjectNode) json(ERATHOS);
        webhook.put("description", "d".repeat(256)).put("url", "https://a.example/" + "u".repeat(983));

        // then
        assertThat(faults(SourceSystem.ERATHOS, webhook))
                .extracting(FieldError::pointer)
                .containsExactly("/description", "/url");
    }

    @Test
    void makesAListenerOfATrifactaTask() {
        // when
        Imported imported = SourceSystem.TRIFACTA.read(json("""
                {"name": "notify-chat", "method": "POST", "url": "https://chat.example.test/hook/abc",
                 "headers": {"X-Run": "{{$plan.runId}}"},
                 "body": "{\\"text\\":\\"{{$plan.name}} took {{$plan.duration|humanizeDuration}}; {{$http_ax.name}} {{$plan.path['a b'].rest}}\\"}",
                 "secretKey": "example-secret", "validateSslCertificate": false, "retryOnFailure": true, "retries": 3,
                 "colour": "red"}"""));

        // then
        JsonNode listener = imported.listeners().get(0);
        assertThat(listener.path("callback")).isEqualTo(json("""
                {"type": "http", "method": "POST", "url": "https://chat.example.test/hook/abc",
                 "headers": {"X-Run": "${{execution.id}}", "Content-Type": "application/json"},
                 "body": "{\\"text\\":\\"${{workflow.name}} took ${{execution.durationMs | duration}}; ${{metadata.http_ax.name}} ${{metadata.path['a b'].rest}}\\"}",
                 "format": "template", "timeout": "PT30S", "successStatus": ["200-299"], "tls": {"verify": false},
                 "signing": {"scheme": "hmac-header", "profile": "trifacta",
                             "secret": "${{secrets.notify_chat_secret_key}}"}}"""));
        assertThat(listener.path("delivery").path("retry").path("schedule").toString())
                .isEqualTo("[\"PT5S\",\"PT30S\",\"PT2M\"]");
        ObjectNode answer = answer(imported);
        assertThat(answer.path("secrets").toString()).isEqualTo("[\"notify_chat_secret_key\"]");
        assertThat(answer.path("notCarriedOver").findValuesAsText("pointer"))
                .containsExactly("", "/secretKey", "/colour");
        assertThat(answer.toString()).doesNotContain("example-secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{$foo.x}}", "{{$plan}}", "{{$plan.a..b}}", "{{$plan.name|upper}}", "${{$plan.name}}"})
    void refusesAReferenceThatTrifactaDoesNotHave(String text) {
        // given
        ObjectNode task = (ObjectNode) json("{\"name\": \"n\", \"url\": \"https://a.example/\"}");
        task.putObject("body").put("t", text);

        // then
        assertThat(faults(SourceSystem.TRIFACTA, task))
                .extracting(FieldError::pointer)
                .containsExactly("/body/t");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"name": "n", "url": "https://a.example/", "method": "GET", "body": "{}"}    | 1
            {"name": "n", "url": "https://a.example/", "method": "GET", "body": "x"}     | 2
            {"name": "n", "url": "https://a.example/", "method": "POST", "retries": 31}  | 2
            """)
    void listsWhatATrifactaTaskLoses(String task, int left) {
        assertThat(SourceSystem.TRIFACTA.read(json(task)).notCarriedOver()).hasSize(left);
    }

    @Test
    void makesListenersOfMistralsNotifyList() {
        // when
        Imported imported = SourceSystem.MISTRAL.read(json("""
                {"notify": [
                  {"type": "webhook", "url": "https://ops.example.test/wf", "headers": {"X-Auth-Token": "t0${{x"},
                   "event_types": ["WORKFLOW_FAILED", "TASK_GONE"], "polling_time": 3},
                  {"type": "noop"}, {"type": "queue", "topic": "t"}, 7,
                  {"type": "webhook", "url": "https://ops.example.test/never", "event_types": ["NOTHING"]}]}"""));

        // then
        assertThat(imported.listeners()).singleElement().isEqualTo(json("""
                {"name": "Mistral webhook 1",
                 "callback": {"type": "http", "method": "POST", "url": "https://ops.example.test/wf",
                              "headers": {"X-Auth-Token": "t0$${{x"}, "format": "mistral", "timeout": "PT10S",
                              "successStatus": ["200", "201"]},
                 "selector": {"events": ["WORKFLOW_FAILED"]}}"""));
        assertThat(imported.notCarriedOver())
                .extracting(FieldError::pointer)
                .containsExactly(
                        "/notify/0/event_types/1",
                        "/notify/0/polling_time",
                        "/notify/1",
                        "/notify/2",
                        "/notify/3",
                        "/notify/4/event_types/0",
                        "/notify/4",
                        "/notify");
    }

    @Test
    void makesAListenerOfTheBlueprintsCallback() {
        // given
        JsonNode definition = json("""
                {"workbook": "nightly", "event_types": ["TASK"],
                 "callback": {"type": "webhook", "events": ["on-task-complete", "on-execution-start"],
                              "url": "https://ops.example.test/wf", "method": "POST", "headers": {}, "tokens": {}}}""");

        // when
        Imported imported = SourceSystem.BLUEPRINT.read(definition);

        // then
        JsonNode listener = imported.listeners().get(0);
        assertThat(listener.path("selector"))
                .isEqualTo(json("{\"events\": [\"on-task-complete\"], \"workbooks\": [\"nightly\"]}"));
        assertThat(listener.at("/callback/format").asText()).isEqualTo("mistral");
        assertThat(imported.notCarriedOver())
                .extracting(FieldError::pointer)
                .containsExactly("/callback/events/1", "/callback/tokens");
        assertThat(SourceSystem.MISTRAL.read(definition)).isEqualTo(imported);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            mistral   | {}                                                                        | /notify
            mistral   | {"notify": [{"type": "webhook"}]}                                         | /notify/0/url
            blueprint | {"workbook": "n"}                                                         | /callback
            blueprint | {"callback": {"type": "amqp", "url": "https://a.example/"}}               | /callback/type
            blueprint | {"callback": {"events": ["on-moon"], "url": "https://a.example/"}}        | /callback/events/0
            trifacta  | {"url": "https://a.example/"}                                             | /name
            trifacta  | []                                                                        | ''
            """)
    void refusesADefinitionThatIsNone(String system, String definition, String pointer) {
        assertThat(faults(SourceSystem.of(system).orElseThrow(), json(definition)))
                .extracting(FieldError::pointer)
                .contains(pointer);
    }

    private static List<FieldError> faults(SourceSystem system, JsonNode definition) {
        return catchThrowableOfType(ProblemException.class, () -> system.read(definition))
                .problem()
                .errors();
    }

    private static ObjectNode answer(Imported imported) {
        return imported.toJson(imported.listeners());
    }

    private static JsonNode json(String text) {
        return JsonBody.parse(text.getBytes(StandardCharsets.UTF_8));
    }
}
