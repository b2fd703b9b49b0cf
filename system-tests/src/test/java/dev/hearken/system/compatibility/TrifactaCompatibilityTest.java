package dev.hearken.system.compatibility;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.dispatcher.dispatch.AttemptVerdict;
import dev.hearken.egress.AddressPolicy;
import dev.hearken.egress.CidrBlock;
import dev.hearken.format.outbound.OutboundFormat;
import dev.hearken.model.delivery.FailureReason;
import dev.hearken.model.listener.HmacForm;
import dev.hearken.model.listener.HttpCallback.Method;
import dev.hearken.registry.imports.ImportedDefinition;
import dev.hearken.registry.template.ReadyMade;
import dev.hearken.rendering.RenderedRequest;
import dev.hearken.signing.HmacHeaderSigner;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static dev.hearken.system.compatibility.Feature.notApplicable;
import static dev.hearken.system.compatibility.Feature.supported;
import static org.assertj.core.api.Assertions.assertThat;

/** Trifacta, now Alteryx Designer Cloud: the HTTP task of a plan, and webhooks of a flow. */
class TrifactaCompatibilityTest {
    static final int ROWS = 48;

    private static final String SECRET = "example-secret";

    @TestFactory
    Stream<DynamicTest> everyClaimHolds() {
        return Feature.tests("T", ROWS, features());
    }

    static List<Feature> features() {
        return List.of(
                supported("T1", "Name", "Is the listener's name.", TrifactaCompatibilityTest::name),
                supported("T2", "Url", "Is the callback's url.", TrifactaCompatibilityTest::url),
                supported(
                        "T3",
                        "Method",
                        "`POST`, `PUT` and `PATCH` with a body, `GET` and `DELETE` without.",
                        TrifactaCompatibilityTest::method),
                supported(
                        "T4",
                        "Headers",
                        "As an object, or as a list of `key` and `value`.",
                        TrifactaCompatibilityTest::headers),
                supported(
                        "T5",
                        "Body",
                        "Text or JSON; where a task has none, `{}` is sent as there.",
                        TrifactaCompatibilityTest::body),
                supported(
                        "T6",
                        "Secret key",
                        "The import says under which name to store it; its UTF-8 bytes sign the body. The key itself is in no answer.",
                        TrifactaCompatibilityTest::secretKey),
                supported(
                        "T7",
                        "Validate SSL certificate",
                        "Yes unless `tls.verify` is `false`, which an import carries over and the operator may forbid.",
                        TrifactaCompatibilityTest::verification),
                supported(
                        "T8",
                        "Custom certificates",
                        "`tls.caCertificate` for each listener: certificates in PEM form that are trusted instead of Java's own list.",
                        TrifactaCompatibilityTest::authorities),
                supported(
                        "T9",
                        "Timeout of 30 seconds",
                        "An import sets `timeout` `PT30S`; what has not answered then is tried again.",
                        TrifactaCompatibilityTest::timeout),
                supported(
                        "T10",
                        "Success is 200 to 299",
                        "Is what counts unless `successStatus` says otherwise.",
                        TrifactaCompatibilityTest::success),
                supported(
                        "T11",
                        "Retry on failure: yes or no",
                        "No is an empty `retry.schedule`, one attempt; yes is a schedule and an empty `permanentStatus`, so that all but 410 is tried again.",
                        TrifactaCompatibilityTest::retryOnFailure),
                supported(
                        "T12",
                        "Retry: how many times",
                        "So many waits, at most 30; then the delivery has failed for good and is a dead letter.",
                        TrifactaCompatibilityTest::retries),
                supported(
                        "T13",
                        "Delay between attempts",
                        "`retry.schedule` names each wait, `retry.jitter` spreads it; an import begins with 5 s, 30 s and 2 min.",
                        TrifactaCompatibilityTest::delays),
                supported(
                        "T14",
                        "`X-Http-Task-Guid`",
                        "Sent from the second attempt on, by every listener.",
                        TrifactaCompatibilityTest::retryMarker),
                supported(
                        "T15",
                        "Value of the marker",
                        "The delivery's id: the same on every retry, and the same as `webhook-id`, which the first attempt has too.",
                        TrifactaCompatibilityTest::markerValue),
                supported(
                        "T16",
                        "Retry header of flow webhooks",
                        "The same, whatever event is told.",
                        TrifactaCompatibilityTest::markerOfEveryEvent),
                supported(
                        "T17",
                        "Test button",
                        "`POST /v1/listeners/{id}/test` sends by the real path and answers with request and response; `POST /v1/preview` shows the request without sending it.",
                        TrifactaCompatibilityTest::test),
                supported(
                        "T18",
                        "Save",
                        "`POST /v1/imports/trifacta?create=true`; the task's place in the plan is listed as not carried over.",
                        TrifactaCompatibilityTest::save),
                supported(
                        "T19",
                        "Signature: header",
                        "`X-Webhook-Signature` with the profile `trifacta`; any other with `signing.header`.",
                        TrifactaCompatibilityTest::signatureHeader),
                supported(
                        "T20",
                        "Signature: form",
                        "`t=<ms>,sha256=<hex>` over `<ms>.<body>`; algorithm, encoding, prefix and what is signed can be set.",
                        TrifactaCompatibilityTest::signatureForm),
                supported(
                        "T21",
                        "Signed if there is a secret key",
                        "A task without a key becomes a listener with the scheme `none`.",
                        TrifactaCompatibilityTest::signedWithKey),
                supported(
                        "T22",
                        "Slack",
                        "The task is imported as it is; the template `slack` makes a listener of the url alone.",
                        TrifactaCompatibilityTest::slack),
                supported(
                        "T23",
                        "Run another job",
                        "A callback with two headers and a body, as for any API; the platform must have a public address or be allowed.",
                        TrifactaCompatibilityTest::runAnotherJob),
                notApplicable("T24", "50 HTTP tasks per plan", "any number of listeners may hear one workflow."),
                supported(
                        "T25",
                        "`{{$plan.path}}`",
                        "An import rewrites it as `${{…}}`; one that Trifacta does not know is refused.",
                        TrifactaCompatibilityTest::references),
                supported(
                        "T26",
                        "Paths with blanks",
                        "`['path with blanks']`, in single or double quotes.",
                        TrifactaCompatibilityTest::pathsWithBlanks),
                supported(
                        "T27",
                        "`humanizeDuration`",
                        "Becomes the filter `duration`: `1m 1s`. Another filter is refused by the import, as Trifacta has none.",
                        TrifactaCompatibilityTest::humanizeDuration),
                supported(
                        "T28",
                        "References in body and headers",
                        "There, and in the url.",
                        TrifactaCompatibilityTest::whereAllowed),
                supported(
                        "T29",
                        "Attributes of `$plan`",
                        "`name`, `id`, `runId`, `duration`, `startTime` and `user` are those of workflow and execution; the others come from `metadata`.",
                        TrifactaCompatibilityTest::planAttributes),
                supported(
                        "T30",
                        "Attributes of `$http_ax`",
                        "`metadata.http_ax.…`, where the engine puts what its tasks know; `null` or empty where it does not.",
                        TrifactaCompatibilityTest::taskAttributes),
                supported(
                        "T31",
                        "`$http_ax.response`",
                        "`body`, `json` and `headers`, as deep as the path goes.",
                        TrifactaCompatibilityTest::taskResponse),
                supported(
                        "T32",
                        "`$flow_ax`",
                        "`metadata.flow_ax.…`, in the same way.",
                        TrifactaCompatibilityTest::flowAttributes),
                notApplicable(
                        "T33",
                        "Only upstream tasks are visible",
                        "an event shows what the engine put into it; there is nothing else that a callback could see."),
                supported(
                        "T34",
                        "Example: plan, run and the flow just run",
                        "A body with the three; `callback.format` `trifacta` sends plan, run and task where the listener has no body.",
                        TrifactaCompatibilityTest::example),
                notApplicable(
                        "T35",
                        "Overrides when a job is launched",
                        "they belong to the run of a job; a listener is changed by `PATCH /v1/listeners/{id}`."),
                supported(
                        "T36",
                        "Calling the platform itself is blocked",
                        "Addresses that are not public are refused until `dispatcher.egress.allow` names them.",
                        TrifactaCompatibilityTest::selfCalls),
                notApplicable(
                        "T37",
                        "Switch for the workspace",
                        "there is no switch for all callbacks; each listener can be disabled or paused."),
                supported(
                        "T38",
                        "Forbidden addresses",
                        "IPv4 and IPv6: all that is not public is forbidden from the start, and exceptions are ranges that the operator names.",
                        TrifactaCompatibilityTest::forbiddenAddresses),
                notApplicable(
                        "T39",
                        "Allowed urls by patterns",
                        "urls are judged by their form and their addresses, not by patterns of the operator."),
                notApplicable(
                        "T40",
                        "Advice to operators",
                        "urls may hold names or addresses alike; nothing is restarted after a change."),
                supported(
                        "T41",
                        "Flow webhook: scope",
                        "A listener names its workflow and hears scheduled and ad-hoc runs alike; a rule on `execution.triggeredBy` tells them apart.",
                        TrifactaCompatibilityTest::scope),
                notApplicable("T42", "50 webhooks per flow", "any number of listeners may hear one workflow."),
                supported(
                        "T43",
                        "Flow webhook: fields",
                        "Name, url, headers and body as they are; trigger event and trigger object are the selector.",
                        TrifactaCompatibilityTest::flowWebhook),
                supported(
                        "T44",
                        "Trigger event: success, failure or both",
                        "`selector.events` with `execution.succeeded`, `execution.failed` or both.",
                        TrifactaCompatibilityTest::triggerEvent),
                supported(
                        "T45",
                        "Trigger object: any job or chosen outputs",
                        "Any without a rule; chosen ones by a rule with `IN`.",
                        TrifactaCompatibilityTest::triggerObject),
                notApplicable(
                        "T46",
                        "`$jobId`, `$jobStatus`",
                        "no document of Trifacta describes them; `${{execution.id}}` and `${{execution.state}}` say that."),
                supported(
                        "T47",
                        "API of flow webhooks",
                        "`POST /v1/listeners`, `GET` and `DELETE` of `/v1/listeners/{id}`, `POST /v1/listeners/{id}/test`, and beyond that a list and changes.",
                        TrifactaCompatibilityTest::api),
                notApplicable(
                        "T48",
                        "Response as a dataset, request from a dataset",
                        "of a response only the status counts, and a request is made of the event alone."));
    }

    private static void test() {
        assertThat(Routes.has("POST", "/v1/listeners/{id}/test")).isTrue();
        assertThat(Routes.has("POST", "/v1/preview")).isTrue();
    }

    private static void name() {
        assertThat(imported(task()).definition().name()).isEqualTo("notify-chat");
        assertThat(faults(task().without("name"))).containsExactly("/name");
    }

    private static void url() {
        assertThat(imported(task()).url(ended())).isEqualTo("https://chat.example.com/hook/abc");
        assertThat(faults(task().without("url"))).containsExactly("/url");
    }

    private static void method() {
        for (Method method : Method.values()) {
            RenderedRequest request =
                    imported(task().put("method", method.name())).request(ended());

            assertThat(request.method()).isEqualTo(method);
            assertThat(request.body().length > 0).isEqualTo(method.hasBody());
        }
        assertThat(List.of(Method.POST, Method.PUT, Method.PATCH)).allMatch(Method::hasBody);
        assertThat(Method.GET.hasBody() || Method.DELETE.hasBody()).isFalse();
    }

    private static void headers() {
        ObjectNode list = task();
        list.putArray("headers").addObject().put("key", "X-Run").put("value", "{{$plan.runId}}");

        assertThat(imported(task()).header("Content-Type", ended())).isEqualTo("application/json");
        assertThat(imported(list).header("X-Run", ended())).isEqualTo("812");
    }

    private static void body() {
        ObjectNode json = task();
        json.putObject("body").put("name", "{{$plan.name}}");
        ObjectNode none = task();
        none.remove("body");

        assertThat(imported(task()).body(ended())).isEqualTo(Json.object("""
                {'text': 'Plan Nightly load run 812 took 1m 1s; step Ping API -> 200'}"""));
        assertThat(imported(json).body(ended())).isEqualTo(Json.object("{'name': 'Nightly load'}"));
        assertThat(imported(none).text(ended())).isEqualTo("{}");
    }

    private static void secretKey() {
        ImportedDefinition imported = ImportedDefinition.of("trifacta", task());

        assertThat(imported.notCarriedOver()).contains("/secretKey");
        assertThat(imported.listener().toString()).doesNotContain(SECRET).contains("secrets.notify_chat_secret_key");
        assertThat(imported(task()).header("X-Webhook-Signature", ended()))
                .isEqualTo(new HmacHeaderSigner(HmacForm.TRIFACTA, SECRET.getBytes(StandardCharsets.UTF_8))
                        .sign(Listening.NOW, imported(task()).request(ended()).body()));
    }

    private static void verification() {
        assertThat(imported(task()).request(ended()).tls().verify()).isTrue();
        assertThat(imported(task().put("validateSslCertificate", false))
                        .request(ended())
                        .tls()
                        .verify())
                .isFalse();
    }

    private static void authorities() {
        assertThat(Listening.callbackFaults("'tls': {'caCertificate': 'none'}"))
                .containsExactly("/callback/tls/caCertificate");
        assertThat(Listening.calling("'tls': {'caCertificate': null}")
                        .request(ended())
                        .tls()
                        .caCertificate())
                .isEmpty();
    }

    private static void timeout() {
        assertThat(imported(task()).request(ended()).timeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(imported(task()).failed(FailureReason.TIMEOUT)).isEqualTo(AttemptVerdict.RETRIED);
    }

    private static void success() {
        for (Listening listening : List.of(imported(task()), Listening.with(""))) {
            assertThat(listening.answered(200)).isEqualTo(AttemptVerdict.DELIVERED);
            assertThat(listening.answered(299)).isEqualTo(AttemptVerdict.DELIVERED);
            assertThat(listening.answered(199)).isEqualTo(AttemptVerdict.RETRIED);
            assertThat(listening.answered(300)).isEqualTo(AttemptVerdict.RETRIED);
        }
        assertThat(Listening.calling("'successStatus': ['202']").answered(200)).isEqualTo(AttemptVerdict.RETRIED);
    }

    private static void retryOnFailure() {
        Listening never = imported(task().put("retryOnFailure", false));
        ObjectNode unnumbered = task().put("retryOnFailure", true);
        unnumbered.remove("retries");

        assertThat(Deliveries.waits(never.definition().delivery(), 1)).isEmpty();
        assertThat(Deliveries.waits(imported(unnumbered).definition().delivery(), 1))
                .hasSize(9);
        for (int status : new int[] {300, 404, 429, 500}) {
            assertThat(imported(task()).answered(status)).isEqualTo(AttemptVerdict.RETRIED);
        }
        assertThat(imported(task()).answered(410)).isEqualTo(AttemptVerdict.GIVEN_UP);
    }

    private static void retries() {
        for (int retries : new int[] {0, 1, 3, 30}) {
            assertThat(Deliveries.waits(
                            imported(task().put("retries", retries))
                                    .definition()
                                    .delivery(),
                            1))
                    .hasSize(retries);
        }
        assertThat(ImportedDefinition.of("trifacta", task().put("retries", 31)).notCarriedOver())
                .contains("/retries");
        assertThat(faults(task().put("retries", -1))).containsExactly("/retries");
    }

    private static void delays() {
        Listening own = Listening.with("'delivery': {'retry': {'schedule': ['PT7S', 'PT1H'], 'jitter': 0}}");

        assertThat(imported(task()).definition().delivery().schedule())
                .containsExactly(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(2));
        assertThat(Deliveries.waits(own.definition().delivery(), 1))
                .containsExactly(Duration.ofSeconds(7), Duration.ofHours(1));
    }

    private static void retryMarker() {
        for (Listening listening : List.of(imported(task()), Listening.with(""))) {
            assertThat(listening.request(ended(), 0).headers()).doesNotContainKey("X-Http-Task-Guid");
            assertThat(listening.request(ended(), 1).headers()).containsKey("X-Http-Task-Guid");
        }
    }

    private static void markerValue() {
        Listening listening = imported(task());
        String id = listening.header("webhook-id", ended());

        assertThat(id).isNotBlank();
        for (int failures = 1; failures <= 3; failures++) {
            assertThat(listening.request(ended(), failures).headers().get("X-Http-Task-Guid"))
                    .isEqualTo(id);
        }
    }

    private static void markerOfEveryEvent() {
        for (String sample : List.of("mistral-task-failed", "factotum-heartbeat", "mistral-workflow-succeeded")) {
            assertThat(Listening.with("").request(Heard.first(sample), 1).headers())
                    .containsKey("X-Http-Task-Guid");
        }
    }

    private static void save() {
        assertThat(Routes.has("POST", "/v1/imports/{system}")).isTrue();
        assertThat(ImportedDefinition.of("trifacta", task()).notCarriedOver()).contains("");
        assertThat(imported(task()).hears(ended())).isTrue();
    }

    private static void signatureHeader() {
        Listening other = Listening.calling("'signing': {'scheme': 'hmac-header', 'header': 'X-Sum'}");

        assertThat(imported(task()).header("X-Webhook-Signature", ended())).startsWith("t=1767752160000,sha256=");
        assertThat(other.header("X-Sum", ended())).matches("[0-9a-f]{64}");
    }

    private static void signatureForm() {
        byte[] key = SECRET.getBytes(StandardCharsets.UTF_8);
        byte[] body = "{\"text\":\"Plan finished\"}".getBytes(StandardCharsets.UTF_8);
        Instant time = Instant.ofEpochMilli(1_700_000_000_000L);
        Listening github = Listening.calling("""
                        'signing': {'scheme': 'hmac-header', 'header': 'X-Hub-Signature', 'algorithm': 'sha512',
                                    'encoding': 'base64', 'prefix': 'sha512=', 'signed': 'body'}""");

        assertThat(new HmacHeaderSigner(HmacForm.TRIFACTA, key).sign(time, body))
                .isEqualTo(
                        "t=1700000000000,sha256=" + "fabddcbbe31ba50d9487bca5478596915f3a8043819df46ef02bd8d95f1df11c");
        assertThat(github.header("X-Hub-Signature", ended())).matches("sha512=[A-Za-z0-9+/]{86}==");
    }

    private static void signedWithKey() {
        ObjectNode unsigned = task();
        unsigned.remove("secretKey");

        assertThat(imported(task()).header("X-Webhook-Signature", ended())).isNotNull();
        assertThat(imported(unsigned).request(ended()).headers())
                .doesNotContainKeys("X-Webhook-Signature", "webhook-signature");
    }

    private static void slack() {
        Listening ready = Listening.of(
                ReadyMade.listener("slack", Json.object("{'webhookUrl': 'https://hooks.slack.com/services/T0/B0/x'}")));
        ObjectNode copied = task().put("url", "https://hooks.slack.com/services/T0/B0/x");

        assertThat(imported(copied).body(ended()).path("text").textValue()).contains("Nightly load");
        assertThat(ready.body(ended()).path("text").textValue()).contains("Nightly load");
        assertThat(ready.header("Content-Type", ended())).startsWith("application/json");
    }

    private static void runAnotherJob() {
        ObjectNode task = Json.object("""
                {'name': 'run', 'url': 'https://platform.example.com/v4/jobGroups', 'method': 'POST',
                 'headers': {'Content-Type': 'application/json', 'Authorization': 'Bearer token'},
                 'body': '{"wrangledDataset": {"id": 7}}'}""");

        assertThat(imported(task).url(ended())).isEqualTo("https://platform.example.com/v4/jobGroups");
        assertThat(imported(task).header("Authorization", ended())).isEqualTo("Bearer token");
        assertThat(imported(task).body(ended()).at("/wrangledDataset/id").intValue())
                .isEqualTo(7);
    }

    private static void references() {
        assertThat(text("{{$plan.name}} {{ $plan.runId }} {{plain}}")).isEqualTo("Nightly load 812 {{plain}}");
        for (String unknown : List.of("{{$jobId}}", "{{$other.x}}", "{{$plan}}", "{{$plan.a..b}}")) {
            assertThat(faults(task().put("body", unknown))).as(unknown).containsExactly("/body");
        }
    }

    private static void pathsWithBlanks() {
        assertThat(text("{{$plan.path['path with blanks'].rest}}")).isEqualTo("here");
        assertThat(text("{{$plan.path[\"path with blanks\"].rest}}")).isEqualTo("here");
    }

    private static void humanizeDuration() {
        assertThat(text("{{$plan.duration|humanizeDuration}}")).isEqualTo("1m 1s");
        assertThat(text("{{$plan.duration}}")).isEqualTo("61000");
        assertThat(faults(task().put("body", "{{$plan.name|upper}}"))).containsExactly("/body");
    }

    private static void whereAllowed() {
        ObjectNode task = task().put("url", "https://chat.example.com/{{$plan.name}}/{{$plan.runId}}");
        task.putObject("headers").put("X-Plan", "{{$plan.name}}");

        assertThat(imported(task).url(ended())).isEqualTo("https://chat.example.com/Nightly%20load/812");
        assertThat(imported(task).header("X-Plan", ended())).isEqualTo("Nightly load");
    }

    private static void planAttributes() {
        assertThat(text("{{$plan.id}} {{$plan.name}} {{$plan.runId}} {{$plan.duration}}"))
                .isEqualTo("7 Nightly load 812 61000");
        assertThat(text("{{$plan.startTime}} {{$plan.user}} {{$plan.taskCount}} {{$plan.url}}"))
                .isEqualTo("2026-01-02T03:04:05Z jo@example.com 3 https://platform.example.com/plans/7");
    }

    private static void taskAttributes() {
        assertThat(text("{{$http_ax.name}} {{$http_ax.status}} {{$http_ax.statusCode}} {{$http_ax.startTime}}"))
                .isEqualTo("Ping API Complete 200 2026-01-02T03:04:05.000Z");
        assertThat(text("<{{$http_ax.endTime}}>")).isEqualTo("<>");
        assertThat(text("<{{$http_zz.name}}>")).isEqualTo("<>");
    }

    private static void taskResponse() {
        assertThat(text("{{$http_ax.response.json.ok}}")).isEqualTo("true");
        assertThat(text("{{$http_ax.response.body}}")).isEqualTo("{\"ok\":true}");
        assertThat(text("{{$http_ax.response.headers['content-type']}}")).isEqualTo("application/json");
    }

    private static void flowAttributes() {
        assertThat(text("{{$flow_qk.name}} {{$flow_qk.outputs[0].name}}")).isEqualTo("Clean users users.csv");
    }

    private static void example() {
        assertThat(text("{{$plan.name}} {{$plan.runId}} {{$flow_qk.name}}")).isEqualTo("Nightly load 812 Clean users");
        assertThat(ended().sentAs(OutboundFormat.TRIFACTA).at("/plan/runId").textValue())
                .isEqualTo("812");
        assertThat(Heard.first("mistral-task-failed")
                        .sentAs(OutboundFormat.TRIFACTA)
                        .at("/task/name")
                        .textValue())
                .isEqualTo("load");
    }

    private static void selfCalls() throws UnknownHostException {
        InetAddress platform = InetAddress.getByName("10.1.2.3");

        assertThat(new AddressPolicy(List.of()).permits(platform)).isFalse();
        assertThat(new AddressPolicy(List.of(CidrBlock.parse("10.1.2.3/32"))).permits(platform))
                .isTrue();
    }

    private static void forbiddenAddresses() throws UnknownHostException {
        AddressPolicy policy = new AddressPolicy(List.of());

        for (String forbidden : List.of("10.0.0.1", "127.0.0.1", "100.64.0.1", "::1", "fd00::1", "::ffff:10.0.0.1")) {
            assertThat(policy.permits(InetAddress.getByName(forbidden)))
                    .as(forbidden)
                    .isFalse();
        }
        assertThat(policy.permits(InetAddress.getByName("2606:4700:4700::1111")))
                .isTrue();
    }

    private static void scope() {
        Listening listening = Listening.with("'selector': {'workflowIds': ['7']}");
        Listening scheduled = Listening.with("""
                'selector': {'workflowIds': ['7']},
                'rules': [{'variable': 'execution.triggeredBy', 'operation': 'EQUAL', 'value': 'schedule'}]""");

        assertThat(listening.hears(ended())).isTrue();
        assertThat(listening.hears(startedBy("schedule"))).isTrue();
        assertThat(scheduled.hears(startedBy("schedule"))).isTrue();
        assertThat(scheduled.hears(ended())).isFalse();
    }

    private static Heard startedBy(String who) {
        ObjectNode data = data();
        ((ObjectNode) data.get("execution")).put("triggeredBy", who);
        return Heard.cloudEvent("execution.succeeded", "2026-01-02T03:05:06Z", data);
    }

    private static void flowWebhook() {
        Listening listening = Listening.of(Json.object("""
                {'name': 'flow webhook', 'selector': {'events': ['execution.failed'], 'workflowIds': ['7']},
                 'callback': {'type': 'http', 'url': 'https://ops.example.com/hook', 'method': 'PUT',
                              'headers': {'X-A': 'b'}, 'body': {'run': '${{execution.id}}'}}}"""));

        assertThat(listening.hears(failed())).isTrue();
        assertThat(listening.hears(ended())).isFalse();
        assertThat(listening.request(failed()).method()).isEqualTo(Method.PUT);
        assertThat(listening.header("X-A", failed())).isEqualTo("b");
        assertThat(listening.body(failed())).isEqualTo(Json.object("{'run': '812'}"));
    }

    private static void triggerEvent() {
        Listening onSuccess = Listening.with("'selector': {'events': ['execution.succeeded']}");
        Listening onFailure = Listening.with("'selector': {'events': ['execution.failed']}");
        Listening onBoth = Listening.with("'selector': {'events': ['execution.succeeded', 'execution.failed']}");

        assertThat(onSuccess.hears(ended())).isTrue();
        assertThat(onSuccess.hears(failed())).isFalse();
        assertThat(onFailure.hears(failed())).isTrue();
        assertThat(onFailure.hears(ended())).isFalse();
        assertThat(onBoth.hears(ended()) && onBoth.hears(failed())).isTrue();
    }

    private static void triggerObject() {
        String rule = "'rules': [{'variable': 'metadata.output', 'operation': 'IN', 'value': ['%s', 'orders']}]";

        assertThat(Listening.with("").hears(ended())).isTrue();
        assertThat(Listening.with(rule.formatted("users")).hears(ended())).isTrue();
        assertThat(Listening.with(rule.formatted("items")).hears(ended())).isFalse();
    }

    private static void api() {
        assertThat(Routes.has("POST", "/v1/listeners")).isTrue();
        assertThat(Routes.has("GET", "/v1/listeners")).isTrue();
        assertThat(List.of("GET", "PUT", "PATCH", "DELETE"))
                .allMatch(method -> Routes.has(method, "/v1/listeners/{id}"));
        assertThat(Routes.has("POST", "/v1/listeners/{id}/test")).isTrue();
    }

    /** What a task whose body is this text sends, in a body of no known form. */
    private static String text(String body) {
        ObjectNode task = task().put("body", body);
        task.putObject("headers").put("Content-Type", "text/plain");
        return imported(task).text(ended());
    }

    /** The listener of a task, whose secret key has been stored as the import says. */
    private static Listening imported(ObjectNode task) {
        return Listening.of(ImportedDefinition.of("trifacta", task).listener())
                .knowing(Map.of(), Map.of("notify_chat_secret_key", SECRET));
    }

    private static List<String> faults(ObjectNode task) {
        return ImportedDefinition.faults("trifacta", task);
    }

    private static ObjectNode task() {
        ObjectNode task = Json.object("""
                {'name': 'notify-chat', 'method': 'POST', 'url': 'https://chat.example.com/hook/abc',
                 'headers': {'Content-Type': 'application/json'}, 'secretKey': 'example-secret',
                 'validateSslCertificate': true, 'retryOnFailure': true, 'retries': 3}""");
        return task.put(
                "body",
                "{\"text\":\"Plan {{$plan.name}} run {{$plan.runId}} took {{$plan.duration|humanizeDuration}};"
                        + " step {{$http_ax.name}} -> {{$http_ax.statusCode}}\"}");
    }

    private static Heard ended() {
        return Heard.cloudEvent("execution.succeeded", "2026-01-02T03:05:06Z", data());
    }

    private static Heard failed() {
        return Heard.cloudEvent("execution.failed", "2026-01-02T03:05:06Z", data());
    }

    private static ObjectNode data() {
        return Json.object("""
                {'workflow': {'id': '7', 'name': 'Nightly load'},
                 'execution': {'id': '812', 'durationMs': 61000, 'startedAt': '2026-01-02T03:04:05Z',
                               'triggeredBy': 'jo@example.com'},
                 'metadata': {'taskCount': 3, 'url': 'https://platform.example.com/plans/7', 'output': 'users',
                              'path': {'path with blanks': {'rest': 'here'}},
                              'http_ax': {'name': 'Ping API', 'status': 'Complete', 'statusCode': 200,
                                          'startTime': '2026-01-02T03:04:05.000Z', 'endTime': null,
                                          'response': {'body': '{"ok":true}', 'json': {'ok': true},
                                                       'headers': {'content-type': 'application/json'}}},
                              'flow_qk': {'name': 'Clean users', 'outputs': [{'name': 'users.csv'}]}}}""");
    }
}
