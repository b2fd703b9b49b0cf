package dev.hearken.system.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.dispatcher.dispatch.AttemptVerdict;
import dev.hearken.egress.AddressPolicy;
import dev.hearken.format.InboundFormat;
import dev.hearken.format.outbound.OutboundFormat;
import dev.hearken.language.template.RenderFailure.Reason;
import dev.hearken.model.delivery.DeliveryId;
import dev.hearken.model.listener.HttpCallback.Method;
import dev.hearken.model.listener.ListenerId;
import dev.hearken.registry.imports.ImportedDefinition;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static dev.hearken.system.compatibility.Feature.notApplicable;
import static dev.hearken.system.compatibility.Feature.supported;
import static org.assertj.core.api.Assertions.assertThat;

/** OpenStack Mistral: the blueprint's listeners, {@code notify} and the notifier's webhook. */
class MistralCompatibilityTest {
    static final int ROWS = 39;

    /** What Mistral calls an event, and its type. */
    private static final Map<String, String> EVENTS = Map.ofEntries(
            Map.entry("WORKFLOW_LAUNCHED", "execution.started"),
            Map.entry("WORKFLOW_SUCCEEDED", "execution.succeeded"),
            Map.entry("WORKFLOW_FAILED", "execution.failed"),
            Map.entry("WORKFLOW_CANCELLED", "execution.cancelled"),
            Map.entry("WORKFLOW_PAUSED", "execution.paused"),
            Map.entry("WORKFLOW_RESUMED", "execution.resumed"),
            Map.entry("WORKFLOW_RERUN", "execution.rerun"),
            Map.entry("TASK_LAUNCHED", "task.started"),
            Map.entry("TASK_SUCCEEDED", "task.succeeded"),
            Map.entry("TASK_FAILED", "task.failed"),
            Map.entry("TASK_CANCELLED", "task.cancelled"),
            Map.entry("TASK_PAUSED", "task.paused"),
            Map.entry("TASK_RESUMED", "task.resumed"),
            Map.entry("TASK_RERUN", "task.rerun"),
            Map.entry("TASK_SKIPPED", "task.skipped"));

    @TestFactory
    Stream<DynamicTest> everyClaimHolds() {
        return Feature.tests("M", ROWS, features());
    }

    static List<Feature> features() {
        return List.of(
                supported(
                        "M1",
                        "Registration: workbook, event types, url",
                        "`POST /v1/imports/mistral` (or `blueprint`) reads them; `EXECUTION` and `TASK` are entries of `selector.events`, the workbook one of `selector.workbooks`.",
                        MistralCompatibilityTest::registration),
                supported(
                        "M2",
                        "Callback object",
                        "`events`, `url`, `method` and `headers` become the selector and the callback; its other members are listed as not carried over.",
                        MistralCompatibilityTest::callbackObject),
                notApplicable(
                        "M3",
                        "Extensible transport",
                        "not yet: `callback.type` names the transport, and `http` is the only one."),
                notApplicable(
                        "M4",
                        "Sent outside of the transaction",
                        "the engine publishes an event and goes on; callbacks are made by the dispatchers, in processes of their own."),
                supported(
                        "M5",
                        "`on-enter`, `on-exit`, conditions on the error",
                        "Both are entries of `selector.events`; `condition` is an expression such as `execution.error != null`.",
                        MistralCompatibilityTest::enterAndExit),
                notApplicable(
                        "M6",
                        "`mistral listener-add {task|execution} id url`",
                        "not yet: the command; a listener with `selector.executions` that sends the event itself does the same."),
                supported(
                        "M7",
                        "Must a callback finish first; one call or many",
                        "No engine waits for a callback; one listener may name many events, and many listeners one event.",
                        MistralCompatibilityTest::openQuestions),
                notApplicable("M8", "Approved, never started", "says something about the blueprint only."),
                supported(
                        "M9",
                        "Event subscription of 2014",
                        "Filters by events and workflows, where empty is all, retries and CRUD; `POST /v1/executions/{id}/replay` sends one execution's events again.",
                        MistralCompatibilityTest::subscription),
                supported(
                        "M10",
                        "`params.notify` of an execution",
                        "The list is read by `POST /v1/imports/mistral`; its listeners hear every execution until their selector names one.",
                        MistralCompatibilityTest::notifyList),
                supported(
                        "M11",
                        "Publisher",
                        "`type`, `event_types`, `url` and `headers`; every other key is listed as not carried over.",
                        MistralCompatibilityTest::publisher),
                supported(
                        "M12",
                        "Plugins",
                        "`webhook` becomes a listener; `noop` and plugins that Mistral does not ship are listed as not carried over.",
                        MistralCompatibilityTest::plugins),
                supported(
                        "M13",
                        "Filter by event types",
                        "All 15 names are entries of `selector.events`; none means all, the events without a name included.",
                        MistralCompatibilityTest::filter),
                supported(
                        "M14",
                        "Publishers for all executions",
                        "Every listener is one, unless its selector says otherwise.",
                        MistralCompatibilityTest::globalPublishers),
                supported(
                        "M15",
                        "Sub-workflows inherit the list",
                        "A listener hears them too; `execution.parentId` and `rootId` tell them apart.",
                        MistralCompatibilityTest::subWorkflows),
                supported(
                        "M16",
                        "Possible duplicate",
                        "The same notification is the same event: its callbacks have the same `webhook-id`.",
                        MistralCompatibilityTest::duplicate),
                notApplicable(
                        "M17",
                        "Notifier `local` or `remote`",
                        "callbacks are always made by the dispatchers; how many of them run is the operator's choice."),
                notApplicable(
                        "M18",
                        "Sent after the commit, failure logged only",
                        "when Mistral posts is its own business; the ingest path answers 200 only when Kafka has the event, else 503, see [events](events.md#by-http)."),
                supported(
                        "M19",
                        "Publishers are isolated",
                        "Each listener has deliveries of its own; a publisher that cannot be read does not stop the import of the others.",
                        MistralCompatibilityTest::isolation),
                supported(
                        "M20",
                        "The request",
                        "`callback.format` `mistral` posts the same members; with `Content-Type: application/json`, where Mistral sends none.",
                        MistralCompatibilityTest::request),
                supported(
                        "M21",
                        "Success is 200 or 201",
                        "An import sets `\"successStatus\": [\"200\", \"201\"]`.",
                        MistralCompatibilityTest::success),
                supported(
                        "M22",
                        "No retry",
                        "Better: ten attempts over 27 hours; `\"schedule\": []` makes a single one.",
                        MistralCompatibilityTest::retry),
                supported(
                        "M23",
                        "Timeout, redirects",
                        "An import sets `timeout` `PT10S`, for the whole attempt; redirects are never followed.",
                        MistralCompatibilityTest::timeout),
                supported(
                        "M24",
                        "Egress policy",
                        "Only `http` and `https`; only addresses that are public, judged when they are dialled, unless the operator allows others. There is no list of hosts.",
                        MistralCompatibilityTest::egress),
                supported(
                        "M25",
                        "Secrets are hidden",
                        "A secret is named, put in at each attempt, and in no record that waits for one.",
                        MistralCompatibilityTest::redaction),
                supported(
                        "M26",
                        "`event` in the body",
                        "Read, and sent as the last member.",
                        MistralCompatibilityTest::eventKey),
                supported(
                        "M27",
                        "Timestamp beside the body",
                        "The header `webhook-timestamp`, and `${{event.time}}` for a template.",
                        MistralCompatibilityTest::timestamp),
                supported(
                        "M28",
                        "Date format",
                        "`2026-01-02 03:04:05` is read as UTC, with or without fraction, and sent so by `mistral`.",
                        MistralCompatibilityTest::dates),
                supported(
                        "M29",
                        "No signature",
                        "Signed by Standard Webhooks; `\"signing\": {\"scheme\": \"none\"}` sends no signature.",
                        MistralCompatibilityTest::signature),
                supported(
                        "M30",
                        "Releases",
                        "Bodies from before 9.0.0, without `event`, are read by their state when posted to `/v1/ingest/mistral`; `TASK_SKIPPED` of 16.0.0 is known.",
                        MistralCompatibilityTest::releases),
                notApplicable(
                        "M31",
                        "Event triggers",
                        "starting a workflow is the engine's business; a callback may call its API, such as `POST /v2/executions`."),
                notApplicable(
                        "M32",
                        "Event definitions",
                        "what an event holds is said by templates, for each callback, not by a file of the operator."),
                notApplicable(
                        "M33",
                        "Private and public triggers",
                        "a listener hears the events of its own tenant; there are no public ones."),
                supported(
                        "M34",
                        "One start per message with several engines",
                        "Any number of dispatchers may run: one event for one listener has one `webhook-id`, by which a receiver can tell a repetition.",
                        MistralCompatibilityTest::highAvailability),
                notApplicable(
                        "M35",
                        "No order among workflows of one event",
                        "there is none among the listeners of one event either."),
                notApplicable(
                        "M36",
                        "Names of the task's retry policy",
                        "they say how a task is run again; how a callback is, says `delivery.retry`."),
                supported(
                        "M37",
                        "`std.http`",
                        "A callback has its method, headers, JSON or text body, basic `auth` and timeout; no cookies, no proxies; certificates are verified unless `tls.verify` is `false`.",
                        MistralCompatibilityTest::stdHttp),
                supported(
                        "M38",
                        "Headers of `std.mistral_http`",
                        "Header values may hold references: `\"Mistral-Workflow-Name\": \"${{workflow.name}}\"`; nothing waits for the receiver to call back.",
                        MistralCompatibilityTest::mistralHttp),
                supported(
                        "M39",
                        "StackStorm's plugin",
                        "`PUT`, `\"successStatus\": [\"200\"]`, and a rule `execution.rootId NOT_EXISTS` that leaves sub-workflows out.",
                        MistralCompatibilityTest::stackStorm));
    }

    private static void registration() {
        Listening listening = Listening.of(
                ImportedDefinition.of("blueprint", Json.object("""
                {'workbook': 'nightly', 'event_types': ['TASK'], 'callback': {'url': 'https://ops.example.com/wf'}}""")).listener());

        assertThat(Routes.has("POST", "/v1/imports/{system}")).isTrue();
        assertThat(listening.url(ofWorkbook("nightly.load"))).isEqualTo("https://ops.example.com/wf");
        assertThat(listening.hears(ofWorkbook("nightly.load"))).isTrue();
        assertThat(listening.hears(ofWorkbook("weekly.load"))).isFalse();
        assertThat(listening.hears(Heard.first("mistral-workflow-succeeded"))).isFalse();
    }

    private static Heard ofWorkbook(String workflow) {
        return Heard.first("mistral-task-failed", json -> json.put("workflow_name", workflow));
    }

    private static void callbackObject() {
        ImportedDefinition imported = ImportedDefinition.of("blueprint", Json.object("""
                {'event_types': ['EXECUTION', 'TASK'],
                 'callback': {'type': 'webhook', 'events': ['on-task-complete'], 'url': 'https://ops.example.com/wf',
                              'method': 'PUT', 'headers': {'X-Auth-Token': 't0'}, 'tokens': {}}}"""));
        Listening listening = Listening.of(imported.listener());
        Heard failed = Heard.first("mistral-task-failed");

        assertThat(listening.request(failed).method()).isEqualTo(Method.PUT);
        assertThat(listening.header("X-Auth-Token", failed)).isEqualTo("t0");
        assertThat(listening.hears(failed)).isTrue();
        assertThat(listening.hears(Heard.first("mistral-task-delayed"))).isFalse();
        assertThat(imported.notCarriedOver()).containsExactly("/callback/tokens");
    }

    private static void enterAndExit() {
        Heard started = Heard.first("mistral-task-failed", json -> json.put("event", "TASK_LAUNCHED"));
        Heard failed = Heard.first("mistral-task-failed");
        Listening onError = Listening.with("'condition': 'execution.error != null'");

        assertThat(hearing("on-enter").hears(started)).isTrue();
        assertThat(hearing("on-enter").hears(failed)).isFalse();
        assertThat(hearing("on-exit").hears(failed)).isTrue();
        assertThat(hearing("on-exit").hears(started)).isFalse();
        assertThat(onError.hears(Heard.first("mistral-sub-workflow-failed"))).isTrue();
        assertThat(onError.hears(Heard.first("mistral-workflow-succeeded"))).isFalse();
    }

    private static void openQuestions() {
        Listening many = Listening.with("'selector': {'events': ['on-exit', 'WORKFLOW_SUCCEEDED']}");

        assertThat(many.hears(Heard.first("mistral-task-failed"))).isTrue();
        assertThat(many.hears(Heard.first("mistral-workflow-succeeded"))).isTrue();
        assertThat(hearing("TASK").hears(Heard.first("mistral-task-failed"))).isTrue();
    }

    private static void subscription() {
        Listening all = Listening.with("'selector': {'events': [], 'workflows': []}");
        Listening some = Listening.with("'selector': {'events': ['EXECUTION'], 'workflows': ['nightly']}");

        assertThat(all.hears(Heard.first("mistral-task-delayed"))).isTrue();
        assertThat(some.hears(Heard.first("mistral-workflow-succeeded"))).isTrue();
        assertThat(some.hears(Heard.first("mistral-sub-workflow-failed"))).isFalse();
        assertThat(Deliveries.waits(all.definition().delivery(), 1)).isNotEmpty();
        assertThat(Routes.has("POST", "/v1/listeners")).isTrue();
        assertThat(List.of("GET", "PUT", "DELETE")).allMatch(method -> Routes.has(method, "/v1/listeners/{id}"));
        assertThat(Routes.has("POST", "/v1/executions/{id}/replay")).isTrue();
    }

    private static void notifyList() {
        ImportedDefinition imported = imported("{'type': 'webhook', 'url': 'https://ops.example.com/wf'}");
        ObjectNode narrowed = imported.listener();

        assertThat(imported.notCarriedOver()).containsExactly("/notify");
        assertThat(Listening.of(narrowed).hears(Heard.first("mistral-workflow-succeeded")))
                .isTrue();
        narrowed.putObject("selector").putArray("executions").add("another-execution");
        assertThat(Listening.of(narrowed).hears(Heard.first("mistral-workflow-succeeded")))
                .isFalse();
    }

    private static void publisher() {
        ImportedDefinition imported = imported("""
                {'type': 'webhook', 'url': 'https://ops.example.com/wf', 'headers': {'X-Auth-Token': 't0'},
                 'event_types': ['WORKFLOW_FAILED', 'TASK_FAILED'], 'polling_time': 3}""");
        Listening listening = Listening.of(imported.listener());
        Heard failed = Heard.first("mistral-task-failed");

        assertThat(listening.hears(failed)).isTrue();
        assertThat(listening.hears(Heard.first("mistral-workflow-succeeded"))).isFalse();
        assertThat(listening.url(failed)).isEqualTo("https://ops.example.com/wf");
        assertThat(listening.header("X-Auth-Token", failed)).isEqualTo("t0");
        assertThat(imported.notCarriedOver()).containsExactly("/notify/0/polling_time", "/notify");
    }

    private static void plugins() {
        ImportedDefinition imported = imported("""
                {'type': 'noop'}, {'type': 'queue', 'topic': 't'},
                {'type': 'webhook', 'url': 'https://ops.example.com/wf'}""");

        assertThat(imported.listeners()).hasSize(1);
        assertThat(imported.notCarriedOver()).containsExactly("/notify/0", "/notify/1", "/notify");
    }

    private static void filter() {
        Listening everything = Listening.of(imported("""
                {'type': 'webhook', 'url': 'https://ops.example.com/wf', 'event_types': []}""").listener());

        EVENTS.forEach((name, type) -> {
            Heard heard = named(name);
            assertThat(heard.type()).isEqualTo(type);
            assertThat(everything.hears(heard)).isTrue();
            EVENTS.keySet()
                    .forEach(other -> assertThat(hearing(other).hears(heard))
                            .as(other + " hears " + name)
                            .isEqualTo(other.equals(name)));
        });
        Heard nameless = Heard.first("mistral-task-delayed");
        assertThat(everything.hears(nameless)).isTrue();
        assertThat(EVENTS.keySet()).noneMatch(name -> hearing(name).hears(nameless));
    }

    /** A notification with this event. */
    private static Heard named(String event) {
        String sample = event.startsWith("TASK_") ? "mistral-task-failed" : "mistral-workflow-succeeded";
        return Heard.first(sample, json -> json.put("event", event));
    }

    private static void globalPublishers() {
        Listening listening = Listening.with("");
        Heard another = Heard.first("mistral-workflow-succeeded", json -> json.put("id", "another-execution"));

        assertThat(listening.hears(Heard.first("mistral-workflow-succeeded"))).isTrue();
        assertThat(listening.hears(another)).isTrue();
    }

    private static void subWorkflows() {
        Heard inner = Heard.first("mistral-sub-workflow-failed");

        assertThat(Listening.with("").hears(inner)).isTrue();
        assertThat(inner.at("/execution/parentId").textValue()).isEqualTo("a4d3c3d2-3333-45e9-93f4-6a5b1a9d2003");
        assertThat(inner.at("/execution/rootId").textValue()).isEqualTo("6b1f1f0e-1111-4a55-9d5f-3f6a52b7c001");
    }

    private static void duplicate() {
        Heard once = Heard.first("mistral-task-failed");
        Heard again = Heard.first("mistral-task-failed");
        Heard later = Heard.first("mistral-task-failed", json -> json.put("updated_at", "2026-01-02 03:04:31"));

        assertThat(id(once)).isEqualTo(id(again)).isNotEqualTo(id(later));
    }

    private static String id(Heard heard) {
        return Listening.with("").header("webhook-id", heard);
    }

    private static void isolation() {
        ImportedDefinition imported = imported("""
                7, {'url': 'https://ops.example.com/none'}, {'type': 'webhook', 'url': 'https://ops.example.com/wf'}""");
        Heard heard = Heard.first("mistral-task-failed");

        assertThat(imported.listener().at("/callback/url").textValue()).isEqualTo("https://ops.example.com/wf");
        assertThat(imported.notCarriedOver()).contains("/notify/0", "/notify/1");
        assertThat(delivery(heard, "01K0000000000000000000000A"))
                .isNotEqualTo(delivery(heard, "01K0000000000000000000000B"));
    }

    private static DeliveryId delivery(Heard heard, String listener) {
        return DeliveryId.of(
                heard.event().tenant(), heard.event().source(), heard.event().id(), new ListenerId(listener));
    }

    private static void request() {
        Listening listening = Listening.calling("'format': 'mistral'");

        for (String sample : List.of(
                "mistral-workflow-succeeded",
                "mistral-task-failed",
                "mistral-task-delayed",
                "mistral-sub-workflow-failed")) {
            Heard heard = Heard.first(sample);
            JsonNode sent = listening.body(heard);
            assertThat(sent).isEqualTo(Heard.sample(sample));
            assertThat(listening.request(heard).method()).isEqualTo(Method.POST);
            assertThat(listening.header("Content-Type", heard)).isEqualTo("application/json");
        }
    }

    private static void success() {
        Listening listening = webhook();

        assertThat(listening.answered(200)).isEqualTo(AttemptVerdict.DELIVERED);
        assertThat(listening.answered(201)).isEqualTo(AttemptVerdict.DELIVERED);
        assertThat(listening.answered(202)).isEqualTo(AttemptVerdict.RETRIED);
        assertThat(listening.answered(204)).isEqualTo(AttemptVerdict.RETRIED);
    }

    private static void retry() {
        assertThat(Deliveries.waits(webhook().definition().delivery(), 1)).hasSize(9);
        assertThat(Deliveries.waits(
                        Listening.with("'delivery': {'retry': {'schedule': []}}")
                                .definition()
                                .delivery(),
                        1))
                .isEmpty();
    }

    private static void timeout() {
        assertThat(webhook().request(Heard.first("mistral-task-failed")).timeout())
                .isEqualTo(Duration.ofSeconds(10));
        assertThat(webhook().answered(302)).isEqualTo(AttemptVerdict.RETRIED);
    }

    private static void egress() throws UnknownHostException {
        AddressPolicy policy = new AddressPolicy(List.of());

        for (String denied : List.of("127.0.0.1", "::1", "169.254.169.254", "fe80::1", "10.0.0.1", "192.168.1.1")) {
            assertThat(policy.permits(InetAddress.getByName(denied))).as(denied).isFalse();
        }
        assertThat(policy.permits(InetAddress.getByName("8.8.8.8"))).isTrue();
        assertThat(Listening.callbackFaults("'url': 'gopher://ops.example.com'"))
                .containsExactly("/callback/url");
        assertThat(Listening.callbackFaults("'url': 'https://ops.example.com'")).isEmpty();
    }

    private static void redaction() {
        Listening listening = Listening.calling("""
                        'headers': {'X-Auth-Token': '${{secrets.token}}'}, 'body': {'password': '${{secrets.token}}'}""").knowing(Map.of(), Map.of("token", "t0p-s3cret"));
        Heard heard = Heard.first("mistral-task-failed");

        assertThat(listening.header("X-Auth-Token", heard)).isEqualTo("t0p-s3cret");
        assertThat(listening.body(heard).path("password").textValue()).isEqualTo("t0p-s3cret");
        assertThat(listening.waiting(heard)).doesNotContain("t0p-s3cret");
        assertThat(listening.knowing(Map.of(), Map.of()).failure(heard)).contains(Reason.SECRET);
    }

    private static void eventKey() {
        EVENTS.keySet().forEach(name -> {
            JsonNode sent = named(name).sentAs(OutboundFormat.MISTRAL);
            assertThat(sent.path("event").textValue()).isEqualTo(name);
            assertThat(sent.fieldNames()).toIterable().last().isEqualTo("event");
        });
        assertThat(Heard.first("mistral-task-delayed")
                        .sentAs(OutboundFormat.MISTRAL)
                        .path("event")
                        .isNull())
                .isTrue();
    }

    private static void timestamp() {
        Heard heard = Heard.first("mistral-task-failed");
        Listening listening = Listening.calling("'body': {'at': '${{event.time}}'}");

        assertThat(listening.header("webhook-timestamp", heard))
                .isEqualTo(Long.toString(Listening.NOW.getEpochSecond()));
        assertThat(listening.body(heard)).isEqualTo(Json.object("{'at': '2026-01-02T03:04:30Z'}"));
    }

    private static void dates() {
        Heard whole = Heard.first("mistral-task-failed");
        Heard fraction = Heard.first("mistral-task-delayed");

        assertThat(whole.at("/task/startedAt").textValue()).isEqualTo("2026-01-02T03:04:06Z");
        assertThat(whole.sentAs(OutboundFormat.MISTRAL).path("finished_at").textValue())
                .isEqualTo("2026-01-02 03:04:30");
        assertThat(fraction.event().time()).isEqualTo("2026-01-02T03:04:30.120Z");
        assertThat(fraction.sentAs(OutboundFormat.MISTRAL).path("updated_at").textValue())
                .isEqualTo("2026-01-02 03:04:30.120000");
    }

    private static void signature() {
        Heard heard = Heard.first("mistral-task-failed");

        assertThat(webhook().header("webhook-signature", heard)).startsWith("v1,");
        assertThat(Listening.calling("'signing': {'scheme': 'none'}").header("webhook-signature", heard))
                .isNull();
    }

    private static void releases() {
        ObjectNode before9 = Heard.sample("mistral-task-failed");
        before9.remove("event");
        ObjectNode skipped = Heard.sample("mistral-task-failed").put("state", "SKIPPED");
        skipped.put("event", "TASK_SKIPPED");

        assertThat(Heard.posted(InboundFormat.MISTRAL, before9))
                .extracting(Heard::type)
                .containsExactly("task.failed");
        assertThat(Heard.posted(InboundFormat.MISTRAL, skipped))
                .extracting(Heard::type)
                .containsExactly("task.skipped");
    }

    private static void highAvailability() {
        Heard heard = Heard.first("mistral-task-failed");

        assertThat(id(heard))
                .isEqualTo(Listening.with("").request(heard, 3).headers().get("webhook-id"));
        assertThat(id(heard)).isNotEqualTo(id(Heard.first("mistral-workflow-succeeded")));
    }

    private static void stdHttp() {
        Heard heard = Heard.first("mistral-task-failed");
        Listening json = Listening.calling("""
                        'method': 'PATCH', 'headers': {'X-A': 'b'}, 'body': {'task': '${{task.name}}'},
                        'auth': {'type': 'basic', 'username': '${{variables.user}}', 'password': '${{secrets.password}}'},
                        'timeout': 'PT20S'""").knowing(Map.of("user", "user"), Map.of("password", "pass"));
        Listening text = Listening.calling("'headers': {'Content-Type': 'text/plain'}, 'body': 'task ${{task.name}}'");

        assertThat(json.request(heard).method()).isEqualTo(Method.PATCH);
        assertThat(json.header("X-A", heard)).isEqualTo("b");
        assertThat(json.header("Authorization", heard)).isEqualTo("Basic dXNlcjpwYXNz");
        assertThat(json.body(heard)).isEqualTo(Json.object("{'task': 'load'}"));
        assertThat(json.request(heard).timeout()).isEqualTo(Duration.ofSeconds(20));
        assertThat(text.text(heard)).isEqualTo("task load");
        assertThat(Listening.callbackFaults("'cookies': {}, 'proxies': {}"))
                .containsExactlyInAnyOrder("/callback/cookies", "/callback/proxies");
    }

    private static void mistralHttp() {
        Heard heard = Heard.first("mistral-task-failed");
        Listening listening = Listening.calling("""
                'headers': {'Mistral-Workflow-Name': '${{workflow.name}}',
                            'Mistral-Workflow-Execution-Id': '${{execution.id}}', 'Mistral-Task-Id': '${{task.id}}'}""");

        assertThat(listening.header("Mistral-Workflow-Name", heard)).isEqualTo("nightly");
        assertThat(listening.header("Mistral-Workflow-Execution-Id", heard))
                .isEqualTo("6b1f1f0e-1111-4a55-9d5f-3f6a52b7c001");
        assertThat(listening.header("Mistral-Task-Id", heard)).isEqualTo("a4d3c3d2-3333-45e9-93f4-6a5b1a9d2003");
    }

    private static void stackStorm() {
        ObjectNode definition = Json.object("""
                {'name': 'st2', 'rules': [{'variable': 'execution.rootId', 'operation': 'NOT_EXISTS'}],
                 'callback': {'type': 'http', 'method': 'PUT', 'url': 'https://st2.example.com/api',
                              'successStatus': ['200']}}""");
        Listening listening = Listening.of(definition);

        assertThat(listening.hears(Heard.first("mistral-workflow-succeeded"))).isTrue();
        assertThat(listening.hears(Heard.first("mistral-sub-workflow-failed"))).isFalse();
        assertThat(listening.request(Heard.first("mistral-workflow-succeeded")).method())
                .isEqualTo(Method.PUT);
        assertThat(listening.answered(201)).isEqualTo(AttemptVerdict.RETRIED);
    }

    private static Listening hearing(String event) {
        return Listening.with("'selector': {'events': ['" + event + "']}");
    }

    /** A listener that was imported from a publisher without a filter. */
    private static Listening webhook() {
        return Listening.of(imported("{'type': 'webhook', 'url': 'https://ops.example.com/wf'}")
                .listener());
    }

    private static ImportedDefinition imported(String publishers) {
        return ImportedDefinition.of("mistral", Json.object("{'notify': [" + publishers + "]}"));
    }
}
