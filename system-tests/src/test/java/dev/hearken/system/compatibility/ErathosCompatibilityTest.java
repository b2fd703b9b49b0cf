package dev.hearken.system.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.dispatcher.dispatch.AttemptVerdict;
import dev.hearken.language.template.RenderFailure.Reason;
import dev.hearken.model.event.EventType;
import dev.hearken.model.listener.DeliveryPolicy;
import dev.hearken.model.listener.HttpCallback.Method;
import dev.hearken.model.topic.Topics;
import dev.hearken.registry.imports.ImportedDefinition;
import dev.hearken.registry.listener.ListQuery;
import dev.hearken.registry.template.ReadyMade;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static dev.hearken.system.compatibility.Feature.notApplicable;
import static dev.hearken.system.compatibility.Feature.supported;
import static org.assertj.core.api.Assertions.assertThat;

/** Erathos: webhooks of its orchestration, with rules. */
class ErathosCompatibilityTest {
    static final int ROWS = 35;

    private static final String JOB = "3f0c1b7e-2f57-4a43-9a0e-0b7f6f2d1a01";
    private static final Map<String, String> VARIABLES =
            Map.of("airflow_url", "airflow.example.com", "airflow_dag_id", "load_marts");
    private static final Map<String, String> SECRETS = Map.of("airflow_base64_token", "dXNlcjpwdw==");
    private static final List<String> OPERATIONS =
            List.of("EQUAL", "NOT_EQUAL", "IN", "NOT_IN", "LESS_THAN", "GREATER_THAN");

    @TestFactory
    Stream<DynamicTest> everyClaimHolds() {
        return Feature.tests("E", ROWS, features());
    }

    static List<Feature> features() {
        return List.of(
                supported(
                        "E1",
                        "Create a webhook",
                        "`POST /v1/imports/erathos` reads the same body; `?create=true` registers the listener and answers 201.",
                        ErathosCompatibilityTest::create),
                supported(
                        "E2",
                        "List with filters",
                        "`GET /v1/listeners` filters by `name`, `enabled` and `workflow` (the job), not by method or url; there is no `ordering`.",
                        ErathosCompatibilityTest::list),
                notApplicable(
                        "E3",
                        "List envelope with page numbers",
                        "lists are `items` and a `nextCursor`, so that changes between two requests skip nothing; nothing is counted."),
                supported(
                        "E4",
                        "Get, update, delete",
                        "`GET`, `PUT`, `PATCH` (merge patch) and `DELETE` of `/v1/listeners/{id}`.",
                        ErathosCompatibilityTest::getUpdateDelete),
                notApplicable(
                        "E5",
                        "`Authorization: Api-Key …`",
                        "keys are Hearken's own and go as `Authorization: Bearer hk_…`; an Erathos key opens nothing here."),
                supported(
                        "E6",
                        "`description`",
                        "Becomes the listener's name and description; more than 255 characters are refused.",
                        ErathosCompatibilityTest::description),
                supported(
                        "E7",
                        "`is_active`",
                        "Is `enabled`: events pass by a listener that is not.",
                        ErathosCompatibilityTest::isActive),
                supported(
                        "E8",
                        "`jobs`",
                        "Are `selector.workflowIds`; an empty list is refused.",
                        ErathosCompatibilityTest::jobs),
                supported(
                        "E9",
                        "`method`",
                        "`GET`, `POST`, `PATCH`, `PUT` and `DELETE`; a `GET` or `DELETE` sends no body, and the import says so.",
                        ErathosCompatibilityTest::method),
                supported(
                        "E10",
                        "`url`",
                        "Up to 1,000 characters in an import, with references in every part.",
                        ErathosCompatibilityTest::url),
                supported(
                        "E11",
                        "`header`",
                        "An object or `null`; values may hold references.",
                        ErathosCompatibilityTest::header),
                supported(
                        "E12",
                        "`body`",
                        "Any JSON; a string that is one reference takes the value's own type. Without one the event itself is sent.",
                        ErathosCompatibilityTest::body),
                supported("E13", "`rules`", "All must hold; none means always.", ErathosCompatibilityTest::rules),
                supported(
                        "E14",
                        "`erathos_variable` for `variable_name`",
                        "Both are read.",
                        ErathosCompatibilityTest::ruleFieldAlias),
                supported(
                        "E15",
                        "Values are strings",
                        "Strings stand for numbers and booleans, lists of strings for `IN` and `NOT_IN`; their form is checked.",
                        ErathosCompatibilityTest::valuesAreStrings),
                supported(
                        "E16",
                        "Operations of uuid and string",
                        "`EQUAL`, `NOT_EQUAL`, `IN`, `NOT_IN`; an import refuses the others.",
                        () -> operations("STATUS", "FINISHED", "EQUAL", "NOT_EQUAL", "IN", "NOT_IN")),
                supported(
                        "E17",
                        "Operations of integer",
                        "The four, `LESS_THAN` and `GREATER_THAN`.",
                        ErathosCompatibilityTest::integers),
                supported(
                        "E18",
                        "Operations of date and time",
                        "`LESS_THAN` and `GREATER_THAN`; an import refuses the others.",
                        ErathosCompatibilityTest::datesAndTimes),
                supported(
                        "E19",
                        "Operations of boolean",
                        "`EQUAL` and `NOT_EQUAL`; an import refuses the others.",
                        () -> operations("NESTED_TABLE", "false", "EQUAL", "NOT_EQUAL")),
                supported(
                        "E20",
                        "Comparisons are strict",
                        "At 08:00 neither `LESS_THAN 08:00` nor `GREATER_THAN 08:00` holds; `LESS_OR_EQUAL` and `GREATER_OR_EQUAL` are there too.",
                        ErathosCompatibilityTest::strictComparisons),
                supported(
                        "E21",
                        "`${{variables.x}}`, `${{secrets.x}}`, `${{erathos.x}}`",
                        "The same references in url, headers and body, with all 17 metadata variables.",
                        ErathosCompatibilityTest::references),
                supported(
                        "E22",
                        "References without `$`",
                        "An import reads `{{variables.x}}` as the reference that was meant; other text in braces stays text.",
                        ErathosCompatibilityTest::leniency),
                supported(
                        "E23",
                        "Upper and lower case",
                        "`erathos.rows` and `erathos.ROWS` are the same, in rules and references.",
                        ErathosCompatibilityTest::upperAndLowerCase),
                supported(
                        "E24",
                        "Unknown or unset variable",
                        "What an event lacks is `null` in JSON and empty in text, or fails the delivery with `\"strict\": true`; a rule on it is false.",
                        ErathosCompatibilityTest::unsetVariable),
                supported(
                        "E25",
                        "Fires at the end of an execution",
                        "An imported listener hears `execution.succeeded` and `execution.failed`, nothing else.",
                        ErathosCompatibilityTest::atTheEnd),
                supported(
                        "E26",
                        "Nested tables",
                        "One event per table is one callback per table, unless the rule `NESTED_TABLE EQUAL \"false\"` leaves the nested ones out.",
                        ErathosCompatibilityTest::nestedTables),
                notApplicable(
                        "E27",
                        "Dependent jobs",
                        "which job runs after which is the engine's business; a listener hears every execution that has an event."),
                notApplicable(
                        "E28",
                        "Run endpoint",
                        "Hearken starts no jobs itself; a callback may call the engine's own run endpoint."),
                supported(
                        "E29",
                        "Block window",
                        "`quietWindows` with days, times and zone keep the listener quiet, `DROP` or `HOLD`; executions are not stopped, that is the engine's.",
                        ErathosCompatibilityTest::blockWindow),
                supported(
                        "E30",
                        "Timeout, retry, success, history, signature",
                        "15 s, ten attempts over 27 hours, any 2xx, Standard Webhooks, each as the listener wants it; every attempt is a record in `hearken.attempts`.",
                        ErathosCompatibilityTest::delivery),
                notApplicable(
                        "E31",
                        "Limits of numbers",
                        "Erathos documents none; what bounds a listener stands in [listeners](listeners.md)."),
                supported(
                        "E32",
                        "API of variables and secrets",
                        "`GET`, `PUT` and `DELETE` of `/v1/variables/{name}` and `/v1/secrets/{name}`, and lists; a secret is never shown.",
                        ErathosCompatibilityTest::variablesAndSecrets),
                supported(
                        "E33",
                        "Templates: Airflow, dbt Cloud, Prefect",
                        "`airflow`, `dbt-cloud`, `prefect-cloud` and `prefect` call what Erathos' templates call; another job is run by `generic`.",
                        ErathosCompatibilityTest::templates),
                supported(
                        "E34",
                        "Slack, Discord, Teams, e-mail",
                        "Templates `slack`, `discord` and `teams`; e-mail only through a service that takes HTTP.",
                        ErathosCompatibilityTest::chats),
                notApplicable("E35", "Beta", "says something about Erathos only."));
    }

    private static void create() {
        Listening imported = imported(webhook());

        assertThat(Routes.has("POST", "/v1/imports/{system}")).isTrue();
        assertThat(imported.hears(ended("{}"))).isTrue();
        assertThat(imported.url(ended("{}"))).isEqualTo("https://airflow.example.com/api/v1/dags/load_marts/dagRuns");
    }

    private static void list() {
        assertThat(Routes.has("GET", "/v1/listeners")).isTrue();
        assertThat(ListQuery.takes("name", "downstream")).isTrue();
        assertThat(ListQuery.takes("enabled", "true")).isTrue();
        assertThat(ListQuery.takes("workflow", "users")).isTrue();
        for (String other : List.of("method", "url", "ordering")) {
            assertThat(ListQuery.takes(other, "x")).isFalse();
        }
    }

    private static void getUpdateDelete() {
        assertThat(List.of("GET", "PUT", "PATCH", "DELETE"))
                .allMatch(method -> Routes.has(method, "/v1/listeners/{id}"));
    }

    private static void description() {
        ObjectNode longest = webhook().put("description", "d".repeat(255));

        assertThat(imported(webhook()).definition().name()).isEqualTo("start downstream DAG after a good load");
        assertThat(imported(longest).definition().description()).hasSize(255);
        assertThat(faults(webhook().put("description", "d".repeat(256)))).containsExactly("/description");
        assertThat(faults(webhook().without("description"))).containsExactly("/description");
    }

    private static void isActive() {
        assertThat(imported(webhook().put("is_active", false)).hears(ended("{}")))
                .isFalse();
        assertThat(imported(webhook().put("is_active", true)).hears(ended("{}")))
                .isTrue();
    }

    private static void jobs() {
        Heard other = Heard.cloudEvent("execution.succeeded", "2026-01-07T02:15:00Z", data("{}", "another-job"));
        ObjectNode empty = webhook();
        empty.putArray("jobs");

        assertThat(imported(webhook()).definition().selector().workflowIds()).containsExactly(JOB);
        assertThat(imported(webhook()).hears(other)).isFalse();
        assertThat(faults(empty)).containsExactly("/jobs");
        assertThat(faults(webhook().without("jobs"))).containsExactly("/jobs");
    }

    private static void method() {
        for (Method method : Method.values()) {
            ObjectNode webhook = webhook().put("method", method.name());

            assertThat(imported(webhook).request(ended("{}")).method()).isEqualTo(method);
            assertThat(imported(webhook).request(ended("{}")).body().length > 0).isEqualTo(method.hasBody());
            assertThat(ImportedDefinition.of("erathos", webhook)
                            .notCarriedOver()
                            .contains("/body"))
                    .isNotEqualTo(method.hasBody());
        }
        assertThat(faults(webhook().put("method", "TRACE"))).containsExactly("/method");
    }

    private static void url() {
        String start = "https://a.example.com/";
        ObjectNode everywhere = webhook()
                .put(
                        "url",
                        "https://${{variables.airflow_url}}/t/${{erathos.TABLE_NAME}}?by=${{erathos.triggered_by}}");

        assertThat(imported(everywhere).url(ended("{}")))
                .isEqualTo("https://airflow.example.com/t/users?by=Erathos%20Schedule");
        assertThat(faults(webhook().put("url", start + "u".repeat(1_000 - start.length()))))
                .isEmpty();
        assertThat(faults(webhook().put("url", start + "u".repeat(1_001 - start.length()))))
                .containsExactly("/url");
    }

    private static void header() {
        ObjectNode none = webhook();
        none.putNull("header");

        assertThat(imported(webhook()).header("Authorization", ended("{}"))).isEqualTo("Basic dXNlcjpwdw==");
        assertThat(imported(none).header("Authorization", ended("{}"))).isNull();
    }

    private static void body() {
        ObjectNode list = webhook();
        list.putArray("body").add(7).add("${{erathos.rows}}").addNull();
        ObjectNode none = webhook();
        none.putNull("body");

        assertThat(imported(webhook()).body(ended("{}"))).isEqualTo(Json.object("""
                {'conf': {'schema': 'raw', 'table': 'users', 'rows': 120}, 'note': 'by Erathos Schedule'}"""));
        assertThat(imported(list).text(ended("{}"))).isEqualTo("[7,120,null]");
        assertThat(imported(none).body(ended("{}")).at("/type").textValue()).isEqualTo("execution.succeeded");
    }

    private static void rules() {
        ObjectNode always = webhook();
        always.putArray("rules");

        for (String other : List.of(
                "{'ROWS': 0}",
                "{'STATUS': 'FAILED'}",
                "{'FINISHED_AT_TIME': '00:00'}",
                "{'FINISHED_AT_TIME': '08:00'}",
                "{'FINISHED_AT_WEEKDAY': 0}",
                "{'FINISHED_AT_WEEKDAY': 6}",
                "{'NESTED_TABLE': true}")) {
            assertThat(imported(webhook()).hears(ended(other))).as(other).isFalse();
            assertThat(imported(always).hears(ended(other))).as(other).isTrue();
        }
        assertThat(imported(webhook()).hears(ended("{}"))).isTrue();
    }

    private static void ruleFieldAlias() {
        ObjectNode webhook = withRules("[{'erathos_variable': 'STATUS', 'operation': 'EQUAL', 'value': 'FAILED'}]");

        assertThat(imported(webhook).hears(ended("{'STATUS': 'FAILED'}"))).isTrue();
        assertThat(imported(webhook).hears(ended("{}"))).isFalse();
    }

    private static void valuesAreStrings() {
        assertThat(holds("ROWS", "EQUAL", "'120'")).isTrue();
        assertThat(holds("ROWS", "GREATER_THAN", "'9'")).isTrue();
        assertThat(holds("NESTED_TABLE", "EQUAL", "'false'")).isTrue();
        assertThat(holds("NESTED_TABLE", "EQUAL", "'true'")).isFalse();
        assertThat(holds("FINISHED_AT_WEEKDAY", "IN", "['3', '4']")).isTrue();
        assertThat(faults(withRules("[{'variable_name': 'ROWS', 'operation': 'EQUAL', 'value': 'many'}]")))
                .containsExactly("/rules/0/value");
        assertThat(faults(withRules("[{'variable_name': 'ROWS', 'operation': 'IN', 'value': '1'}]")))
                .containsExactly("/rules/0/value");
    }

    private static void integers() {
        operations("ROWS", "120", OPERATIONS.toArray(String[]::new));

        assertThat(holds("ROWS", "LESS_THAN", "'121'")).isTrue();
        assertThat(holds("ROWS", "LESS_THAN", "'120'")).isFalse();
        assertThat(holds("ROWS", "NOT_IN", "['1', '120']")).isFalse();
    }

    private static void datesAndTimes() {
        operations("FINISHED_AT_DATE", "2026-01-07", "LESS_THAN", "GREATER_THAN");
        operations("FINISHED_AT_TIME", "02:15", "LESS_THAN", "GREATER_THAN");

        assertThat(holds("FINISHED_AT_DATE", "LESS_THAN", "'2026-01-08'")).isTrue();
        assertThat(holds("FINISHED_AT_DATE", "LESS_THAN", "'2026-01-07'")).isFalse();
        assertThat(holds("FINISHED_AT_TIME", "GREATER_THAN", "'02:14'")).isTrue();
    }

    /** An import takes these operations on the variable and refuses all others. */
    private static void operations(String variable, String value, String... taken) {
        for (String operation : OPERATIONS) {
            boolean list = operation.endsWith("IN");
            ObjectNode webhook = withRules("[{'variable_name': '%s', 'operation': '%s', 'value': %s}]"
                    .formatted(variable, operation, list ? "['" + value + "']" : "'" + value + "'"));
            if (Arrays.asList(taken).contains(operation)) {
                assertThat(imported(webhook).definition().rules()).as(operation).hasSize(1);
            } else {
                assertThat(faults(webhook)).as(operation).containsExactly("/rules/0/operation");
            }
        }
    }

    private static void strictComparisons() {
        Heard atEight = ended("{'FINISHED_AT_TIME': '08:00'}");

        assertThat(listening("FINISHED_AT_TIME", "LESS_THAN", "'08:00'").hears(atEight))
                .isFalse();
        assertThat(listening("FINISHED_AT_TIME", "GREATER_THAN", "'08:00'").hears(atEight))
                .isFalse();
        for (String operation : List.of("LESS_OR_EQUAL", "GREATER_OR_EQUAL")) {
            assertThat(Listening.with("'rules': [{'variable': 'FINISHED_AT_TIME', 'operation': '%s', 'value': '08:00'}]"
                                    .formatted(operation))
                            .hears(atEight))
                    .isTrue();
        }
    }

    private static void references() {
        ObjectNode webhook = webhook();
        ObjectNode body = webhook.putObject("body");
        metadata("{}").fieldNames().forEachRemaining(name -> body.put(name, "${{erathos." + name + "}}"));

        assertThat(body).hasSize(17);
        assertThat(imported(webhook).body(ended("{}"))).isEqualTo(metadata("{}"));
        assertThat(imported(webhook).url(ended("{}"))).contains("/load_marts/");
        assertThat(imported(webhook).header("Authorization", ended("{}"))).endsWith("dXNlcjpwdw==");
    }

    private static void leniency() {
        ObjectNode webhook = webhook().put("url", "https://{{variables.airflow_url}}/jobs");
        webhook.putObject("body").put("job", "{{erathos.JOB_ID}}").put("text", "{{ ds }}");

        assertThat(imported(webhook).url(ended("{}"))).isEqualTo("https://airflow.example.com/jobs");
        assertThat(imported(webhook).body(ended("{}")))
                .isEqualTo(Json.object("{'job': '%s', 'text': '{{ ds }}'}".formatted(JOB)));
    }

    private static void upperAndLowerCase() {
        ObjectNode webhook = webhook();
        webhook.putObject("body").put("a", "${{erathos.rows}}").put("b", "${{erathos.ROWS}}");

        assertThat(imported(webhook).body(ended("{}"))).isEqualTo(Json.object("{'a': 120, 'b': 120}"));
        assertThat(holds("rows", "EQUAL", "'120'")).isTrue();
        assertThat(holds("erathos.Rows", "EQUAL", "'120'")).isTrue();
    }

    private static void unsetVariable() {
        Heard bare = Heard.cloudEvent(
                "execution.succeeded",
                "2026-01-07T02:15:00Z",
                Json.object("{'workflow': {'id': '%s', 'name': 'users'}, 'execution': {'id': 'e-1'}}".formatted(JOB)));
        String body = "'body': {'rows': '${{erathos.rows}}', 'text': 'rows: ${{erathos.rows}}'}";

        assertThat(Listening.calling(body).body(bare)).isEqualTo(Json.object("{'rows': null, 'text': 'rows: '}"));
        assertThat(Listening.calling(body + ", 'strict': true").failure(bare)).contains(Reason.ABSENT);
        assertThat(Listening.calling(body + ", 'strict': true").failure(ended("{}")))
                .isEmpty();
        assertThat(listening("ROWS", "NOT_EQUAL", "'1'").hears(bare)).isFalse();
    }

    private static void atTheEnd() {
        Listening listening = imported(withRules("[]"));

        for (EventType type : EventType.values()) {
            if (!type.isTask()) {
                Heard heard = Heard.cloudEvent(type.wireName(), "2026-01-07T02:15:00Z", data("{}", JOB));
                boolean end = type == EventType.EXECUTION_SUCCEEDED || type == EventType.EXECUTION_FAILED;
                assertThat(listening.hears(heard)).as(type.wireName()).isEqualTo(end);
            }
        }
        assertThat(listening.hears(Heard.first("mistral-task-failed"))).isFalse();
    }

    private static void nestedTables() {
        Listening everyTable = imported(withRules("[]"));
        Heard nested = ended("{'NESTED_TABLE': true, 'TABLE_NAME': 'users_address'}");

        assertThat(everyTable.hears(ended("{}"))).isTrue();
        assertThat(everyTable.hears(nested)).isTrue();
        assertThat(listening("NESTED_TABLE", "EQUAL", "'false'").hears(ended("{}")))
                .isTrue();
        assertThat(listening("NESTED_TABLE", "EQUAL", "'false'").hears(nested)).isFalse();
    }

    private static void blockWindow() {
        String window = "'quietWindows': [{'days': ['WEDNESDAY'], 'from': '00:00', 'to': '08:00', 'then': '%s'}]";
        Instant blocked = Instant.parse("2026-01-07T02:16:00Z");

        assertThat(Listening.with(window.formatted("DROP")).hears(ended("{}"))).isFalse();
        assertThat(Listening.with(window.formatted("HOLD")).holds(ended("{}"), blocked))
                .contains(Instant.parse("2026-01-07T08:00:00Z"));
        assertThat(Listening.with(window.formatted("HOLD")).holds(ended("{}"), blocked.plus(Duration.ofHours(6))))
                .isEmpty();
    }

    private static void delivery() {
        Listening imported = imported(webhook());

        assertThat(imported.callback().timeout()).isEqualTo(Duration.ofSeconds(15));
        assertThat(Deliveries.waits(imported.definition().delivery(), 1)).hasSize(9);
        assertThat(DeliveryPolicy.DEFAULT.schedule().stream().reduce(Duration.ZERO, Duration::plus))
                .isBetween(Duration.ofHours(27), Duration.ofHours(28));
        assertThat(imported.answered(204)).isEqualTo(AttemptVerdict.DELIVERED);
        assertThat(imported.answered(500)).isEqualTo(AttemptVerdict.RETRIED);
        assertThat(imported.header("webhook-signature", ended("{}"))).startsWith("v1,");
        assertThat(Topics.all()).anyMatch(topic -> topic.name().equals(Topics.ATTEMPTS));
    }

    private static void variablesAndSecrets() {
        for (String kind : List.of("variables", "secrets")) {
            assertThat(Routes.has("GET", "/v1/" + kind)).isTrue();
            assertThat(List.of("GET", "PUT", "DELETE"))
                    .allMatch(method -> Routes.has(method, "/v1/" + kind + "/{name}"));
        }
    }

    private static void templates() {
        Heard ended = ended("{}");
        Listening airflow = ready("airflow", """
                {'baseUrl': 'https://airflow.example.com', 'dagId': 'load_marts', 'tokenSecret': 't', 'apiVersion': 'v1'}""");
        Listening dbt = ready("dbt-cloud", "{'accountId': '1', 'jobId': '2', 'tokenSecret': 't'}");
        Listening prefectCloud = ready(
                "prefect-cloud",
                "{'accountId': '%1$s', 'workspaceId': '%1$s', 'deploymentId': '%1$s', 'apiKeySecret': 't'}"
                        .formatted(JOB));
        Listening prefect =
                ready("prefect", "{'apiUrl': 'https://prefect.example.com/api', 'deploymentId': '%s'}".formatted(JOB));
        Listening generic = ready("generic", "{'url': 'https://erathos.example.com/run'}");

        assertThat(airflow.url(ended)).isEqualTo("https://airflow.example.com/api/v1/dags/load_marts/dagRuns");
        assertThat(airflow.header("Authorization", ended)).isEqualTo("Basic tok");
        assertThat(dbt.url(ended)).endsWith("/api/v2/accounts/1/jobs/2/run/");
        assertThat(dbt.body(ended).has("cause")).isTrue();
        assertThat(prefectCloud.url(ended)).startsWith("https://api.prefect.cloud/api/accounts/" + JOB);
        assertThat(prefectCloud.header("Authorization", ended)).isEqualTo("Bearer tok");
        assertThat(prefect.url(ended)).startsWith("https://prefect.example.com/api/");
        assertThat(generic.url(ended)).isEqualTo("https://erathos.example.com/run");
        assertThat(List.of(airflow, dbt, prefectCloud, prefect, generic))
                .allMatch(listening -> listening.request(ended).method() == Method.POST);
    }

    private static void chats() {
        for (String chat : List.of("slack", "discord", "teams")) {
            Listening listening = ready(chat, "{'webhookUrl': 'https://chat.example.com/hook'}");

            assertThat(listening.url(ended("{}"))).isEqualTo("https://chat.example.com/hook");
            assertThat(listening.text(ended("{}"))).contains("users");
        }
    }

    private static Listening ready(String template, String parameters) {
        return Listening.of(ReadyMade.listener(template, Json.object(parameters)))
                .knowing(Map.of(), Map.of("t", "tok"));
    }

    private static Listening imported(ObjectNode webhook) {
        return Listening.of(ImportedDefinition.of("erathos", webhook).listener())
                .knowing(VARIABLES, SECRETS);
    }

    private static List<String> faults(JsonNode webhook) {
        return ImportedDefinition.faults("erathos", webhook);
    }

    /** Whether an imported webhook with this one rule fires for the sample. */
    private static boolean holds(String variable, String operation, String value) {
        return listening(variable, operation, value).hears(ended("{}"));
    }

    private static Listening listening(String variable, String operation, String value) {
        return imported(withRules(
                "[{'variable_name': '%s', 'operation': '%s', 'value': %s}]".formatted(variable, operation, value)));
    }

    private static ObjectNode withRules(String rules) {
        ObjectNode webhook = webhook();
        webhook.set("rules", (ArrayNode) Json.object("{'rules': " + rules + "}").get("rules"));
        return webhook;
    }

    private static ObjectNode webhook() {
        return Json.object("""
                {'description': 'start downstream DAG after a good load', 'is_active': true, 'method': 'POST',
                 'url': 'https://${{variables.airflow_url}}/api/v1/dags/${{variables.airflow_dag_id}}/dagRuns',
                 'header': {'Content-Type': 'application/json', 'Authorization': 'Basic ${{secrets.airflow_base64_token}}'},
                 'body': {'conf': {'schema': '${{erathos.schema_name}}', 'table': '${{erathos.TABLE_NAME}}',
                                   'rows': '${{erathos.rows}}'},
                          'note': 'by ${{erathos.triggered_by}}'},
                 'rules': [
                   {'variable_name': 'STATUS', 'operation': 'EQUAL', 'value': 'FINISHED'},
                   {'variable_name': 'ROWS', 'operation': 'GREATER_THAN', 'value': '0'},
                   {'variable_name': 'FINISHED_AT_TIME', 'operation': 'GREATER_THAN', 'value': '00:00'},
                   {'variable_name': 'FINISHED_AT_TIME', 'operation': 'LESS_THAN', 'value': '08:00'},
                   {'variable_name': 'FINISHED_AT_WEEKDAY', 'operation': 'NOT_IN', 'value': ['0', '6']},
                   {'variable_name': 'NESTED_TABLE', 'operation': 'EQUAL', 'value': 'false'}],
                 'jobs': ['3f0c1b7e-2f57-4a43-9a0e-0b7f6f2d1a01']}""");
    }

    /** The end of the sample execution, with these of its metadata changed. */
    private static Heard ended(String changes) {
        return Heard.cloudEvent("execution.succeeded", "2026-01-07T02:15:00Z", data(changes, JOB));
    }

    private static ObjectNode data(String changes, String job) {
        ObjectNode data = Json.object("""
                {'workflow': {'id': '%s', 'name': 'users'},
                 'execution': {'id': '0a9a5d6c-7a0f-4a5c-9a0d-51d9f1d33003', 'state': 'SUCCEEDED'}}""".formatted(job));
        data.set("metadata", metadata(changes).put("JOB_ID", job));
        return data;
    }

    private static ObjectNode metadata(String changes) {
        ObjectNode metadata = Json.object("""
                {'JOB_ID': '3f0c1b7e-2f57-4a43-9a0e-0b7f6f2d1a01', 'CONNECTION_ID': '9d1d3c52-8a60-4d56-8b1e-0a4f5d0f7c02',
                 'CONNECTION_NAME': 'crm', 'SCHEMA_NAME': 'raw', 'TABLE_NAME': 'users',
                 'EXECUTION_ID': '0a9a5d6c-7a0f-4a5c-9a0d-51d9f1d33003', 'STATUS': 'FINISHED', 'ROWS': 120, 'COLUMNS': 9,
                 'TOTAL_DURATION': 33, 'TRIGGERED_BY': 'Erathos Schedule', 'IS_ORCHESTRATION': false,
                 'FORCE_HISTORY': false, 'NESTED_TABLE': false, 'FINISHED_AT_DATE': '2026-01-07',
                 'FINISHED_AT_TIME': '02:15', 'FINISHED_AT_WEEKDAY': 3}""");
        metadata.setAll(Json.object(changes));
        return metadata;
    }
}
