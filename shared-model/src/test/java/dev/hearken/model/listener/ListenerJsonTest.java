package dev.hearken.model.listener;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.Seeded;
import dev.hearken.language.template.References;
import dev.hearken.model.listener.HttpCallback.Method;
import dev.hearken.model.listener.ListenerJson.UnknownFields;
import dev.hearken.test.marks.Threat;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ListenerJsonTest {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    private static final String REMOVED = "removed";

    private static ObjectNode minimal() {
        return (ObjectNode) parse("""
                        {"name": "n", "callback": {"type": "http", "url": "https://a.example/hook"}}""");
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** The minimal listener with one more value; objects on the way to it are made. */
    private static ObjectNode with(String pointer, JsonNode value) {
        ObjectNode document = minimal();
        String[] path = pointer.substring(1).split("/");
        ObjectNode object = document;
        for (int i = 0; i < path.length - 1; i++) {
            object = object.path(path[i]).isObject() ? (ObjectNode) object.get(path[i]) : object.putObject(path[i]);
        }
        object.set(path[path.length - 1], value);
        return document;
    }

    private static ObjectNode with(String pointer, String value) {
        if (!value.equals(REMOVED)) {
            return with(pointer, parse(value));
        }
        ObjectNode document = minimal();
        int slash = pointer.lastIndexOf('/');
        ((ObjectNode) document.at(pointer.substring(0, slash))).remove(pointer.substring(slash + 1));
        return document;
    }

    private static ListenerDefinition valid(JsonNode document) {
        return ListenerJson.read(document, UnknownFields.REFUSED).fold(Function.identity(), errors -> {
            throw new AssertionError(errors);
        });
    }

    private static List<FieldError> faults(JsonNode document, UnknownFields unknownFields) {
        return ListenerJson.read(document, unknownFields).fold(definition -> List.of(), Function.identity());
    }

    private static List<String> pointers(JsonNode document) {
        return faults(document, UnknownFields.REFUSED).stream()
                .map(FieldError::pointer)
                .toList();
    }

    @Test
    void fillsInWhatIsAbsent() {
        // given
        JsonNode document = minimal();

        // when
        ListenerDefinition definition = valid(document);

        // then
        assertThat(definition.name()).isEqualTo("n");
        assertThat(definition.description()).isNull();
        assertThat(definition.enabled()).isTrue();
        assertThat(definition.labels()).isEmpty();
        assertThat(definition.selector()).isEqualTo(Selector.ALL);
        assertThat(definition.delivery()).isEqualTo(DeliveryPolicy.DEFAULT);
        HttpCallback callback = definition.callback().fold(http -> http);
        assertThat(callback.method()).isEqualTo(Method.POST);
        assertThat(callback.url()).hasToString("https://a.example/hook");
        assertThat(callback.headers()).isEmpty();
        assertThat(callback.body()).isNull();
        assertThat(callback.timeout()).isEqualTo(Duration.ofSeconds(15));
        assertThat(callback.signing()).isEqualTo(Signing.STANDARD_WEBHOOKS);
        assertThat(callback.auth()).isEqualTo(Auth.NONE);
        assertThat(callback.format()).isEqualTo(HttpCallback.Format.EVENT);
        assertThat(callback.strict()).isFalse();
        assertThat(callback.tail()).isEqualTo(10_000);
        assertThat(callback.successStatus()).isEqualTo(StatusRanges.SUCCESS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/description",
                "/enabled",
                "/labels",
                "/selector",
                "/selector/events",
                "/selector/labels",
                "/callback/method",
                "/callback/headers",
                "/callback/body",
                "/callback/format",
                "/callback/timeout",
                "/callback/signing",
                "/callback/strict",
                "/callback/tail",
                "/callback/successStatus",
                "/callback/auth",
                "/delivery",
                "/delivery/retry",
                "/delivery/retry/schedule",
                "/delivery/retry/jitter",
                "/delivery/retry/permanentStatus",
                "/delivery/ordering",
                "/delivery/onExhaustion",
                "/delivery/maxInFlight",
                "/delivery/rateLimit",
                "/delivery/maxAge"
            })
    void takesNullForAbsent(String pointer) {
        // given
        JsonNode document = with(pointer, JsonNodeFactory.instance.nullNode());

        // when
        ListenerDefinition definition = valid(document);

        // then
        assertThat(definition).isEqualTo(valid(minimal()));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            /name                           | "é 嘊 😀 \u202e ../ %_ '; drop"
            /description                    | "a\\nb\\r\\n\\tc"
            /enabled                        | false
            /labels                         | {"team": "", "~/ä": "x"}
            /selector/events                | ["TASK", "execution.*", "on-exit", "WORKFLOW_RERUN"]
            /selector/workflows             | ["*", "?", " ", "*"]
            /selector/labels                | {"team": "d*", "empty": ""}
            /callback/method                | "PATCH"
            /callback/method                | "DELETE"
            /callback/url                   | "http://127.0.0.1:1/"
            /callback/url                   | "https://a.example/x%0d%0ay?q[]=1"
            /callback/headers               | {"A": "", "B": "x", "C": "a \\t b", "!#$%&'*+.^_`~-": "~"}
            /callback/headers               | {"Authorization": "Basic x", "Content-Type": "text/plain", "Cookie": "a=b"}
            /callback/body                  | "plain text\\n\\u0001"
            /callback/body                  | ""
            /callback/body                  | {}
            /callback/body                  | []
            /callback/body                  | 0
            /callback/body                  | false
            /callback/body                  | {"a": [null, 0.10, {"b": "{{x}} ${y}"}], "c": "${{ metadata.rows }}"}
            /callback/format                | "event"
            /callback/timeout               | "PT0.1S"
            /callback/timeout               | "PT30S"
            /callback/signing               | {"scheme": "none"}
            /callback/signing               | {"scheme": "hmac-header", "profile": "trifacta"}
            /callback/signing               | {"scheme": "hmac-header", "profile": "trifacta", "secret": "${{ secrets.k }}"}
            /callback/signing               | {"scheme": "hmac-header", "header": "X-Hub-Signature-256", "prefix": "sha256="}
            /callback/signing               | {"scheme": "hmac-header", "header": "S", "algorithm": "sha512", "encoding": "base64", "signed": "timestamp.body"}
            /callback/auth                  | {"type": "none"}
            /callback/auth                  | {"type": "basic", "username": "${{variables.u}}", "password": "${{secrets.p}}"}
            /callback/auth                  | {"type": "bearer", "token": "${{ secrets['a b'] \\u007c base64 }}"}
            /callback/strict                | true
            /callback/tail                  | 0
            /callback/tail                  | 1000000
            /callback/successStatus         | ["200", "202-204", "299-299"]
            /callback/format                | "cloudevents-binary"
            /callback/format                | "cloudevents-structured"
            /callback/format                | "factotum"
            /callback/format                | "mistral"
            /callback/format                | "trifacta"
            /callback/url                   | "${{variables.url}}"
            /callback/url                   | "https://${{variables.host}}/"
            /callback/url                   | "https://${{variables.host}}:${{variables.port}}/a?b=${{event.id \\u007c upper}}"
            /callback/headers               | {"A": "Basic ${{secrets.a}}", "B": "$${{x}} ${{metadata.rows \\u007c default(0)}}"}
            /callback/body                  | "rows: ${{metadata.rows}}\\n$${{x}}"
            /callback/body                  | {"a": [{"b": "x ${{task.name \\u007c truncate(3)}}"}], "n${{event.id}}": "${{secrets.s}}"}
            /delivery/retry/schedule        | []
            /delivery/retry/schedule        | ["PT1S", "PT24H", "P1D", "PT1.5S"]
            /delivery/retry/jitter          | 0
            /delivery/retry/jitter          | 0.5
            /delivery/retry/jitter          | 5e-1
            /delivery/retry/permanentStatus | []
            /delivery/retry/permanentStatus | ["300", "400-499", "599", "410"]
            /delivery/maxInFlight           | 1
            /delivery/maxInFlight           | 256
            /delivery/ordering              | "none"
            /delivery/ordering              | "execution"
            /delivery/onExhaustion          | "skip"
            /delivery/rateLimit             | {"count": 1, "per": "PT1S"}
            /delivery/rateLimit             | {"count": 1000, "per": "PT1H"}
            /delivery/maxAge                | "PT1M"
            /delivery/maxAge                | "P14D"
            """, delimiter = '|', quoteCharacter = '§')
    void readsWhatItWrote(String pointer, String value) {
        // given
        ListenerDefinition definition = valid(with(pointer, value));

        // when
        ObjectNode written = ListenerJson.write(definition);

        // then
        assertThat(valid(written)).isEqualTo(definition);
        assertThat(valid(parse(written.toString()))).isEqualTo(definition);
        assertThat(ListenerJson.write(valid(written))).isEqualTo(written);
        assertThat(definition)
                .as("the value has an effect")
                .satisfies(d -> assertThat(written.at(pointer)).isNotNull());
    }

    @Test
    void readsWhatItWroteOfRandomDefinitions() {
        // given
        RandomDefinitions definitions = new RandomDefinitions(Seeded.random(ListenerJsonTest.class));
        for (int round = 0; round < 2_000; round++) {
            ListenerDefinition definition = definitions.next();

            // when
            ObjectNode written = ListenerJson.write(definition);

            // then
            assertThat(valid(written)).isEqualTo(definition);
            assertThat(ListenerJson.write(valid(parse(written.toString())))).hasToString(written.toString());
        }
    }

    @ParameterizedTest(name = "[{index}] {0} = {1}")
    @Threat("D9")
    @CsvSource(textBlock = """
            # set                           | to                                        | named
            /name                           | removed                                   | /name
            /name                           | null                                      | /name
            /name                           | ""                                        | /name
            /name                           | " \\t\\u2003"                             | /name
            /name                           | 1                                         | /name
            /name                           | ["n"]                                     | /name
            /name                           | {"a": "n"}                                | /name
            /name                           | true                                      | /name
            /name                           | "a\\u0000b"                               | /name
            /name                           | "a\\nb"                                   | /name
            /name                           | "a\\u0085b"                               | /name
            /name                           | "a\\ud83d"                                | /name
            /name                           | "\\ude00\\ud83d"                          | /name
            /description                    | 1                                         | /description
            /description                    | []                                        | /description
            /description                    | "\\u0000"                                 | /description
            /enabled                        | "true"                                    | /enabled
            /enabled                        | 1                                         | /enabled
            /labels                         | []                                        | /labels
            /labels                         | "a=b"                                     | /labels
            /labels                         | {"a": 1}                                  | /labels/a
            /labels                         | {"a": null}                               | /labels/a
            /labels                         | {"": "x"}                                 | /labels/
            /labels                         | {"a/b~c": {}}                             | /labels/a~1b~0c
            /labels                         | {"a": "\\u0000"}                          | /labels/a
            /labels                         | {"a\\nb": "x"}                            | /labels/a\\nb
            /selector                       | []                                        | /selector
            /selector                       | "task.*"                                  | /selector
            /selector/events                | "task.*"                                  | /selector/events
            /selector/events                | {"0": "task.*"}                           | /selector/events
            /selector/events                | [1]                                       | /selector/events/0
            /selector/events                | ["TASK", null]                            | /selector/events/1
            /selector/events                | ["TASK", "tsk.*"]                         | /selector/events/1
            /selector/events                | [""]                                      | /selector/events/0
            /selector/events                | ["TASK_*"]                                | /selector/events/0
            /selector/workflows             | [["a"]]                                   | /selector/workflows/0
            /selector/workflowIds           | [7]                                       | /selector/workflowIds/0
            /selector/workbooks             | ["a", "b", ""]                            | /selector/workbooks/2
            /selector/executions            | ["a\\u0000"]                              | /selector/executions/0
            /selector/tasks                 | true                                      | /selector/tasks
            /selector/labels                | ["team"]                                  | /selector/labels
            /selector/labels                | {"team": ["data"]}                        | /selector/labels/team
            /callback                       | null                                      | /callback
            /callback                       | "https://a.example"                       | /callback
            /callback                       | []                                        | /callback
            /callback/type                  | removed                                   | /callback/type
            /callback/type                  | "amqp"                                    | /callback/type
            /callback/type                  | "HTTP"                                    | /callback/type
            /callback/type                  | 1                                         | /callback/type
            /callback/method                | "post"                                    | /callback/method
            /callback/method                | "HEAD"                                    | /callback/method
            /callback/method                | {}                                        | /callback/method
            /callback/url                   | removed                                   | /callback/url
            /callback/url                   | ""                                        | /callback/url
            /callback/url                   | {}                                        | /callback/url
            /callback/url                   | "a.example/hook"                          | /callback/url
            /callback/url                   | "ftp://a.example/"                        | /callback/url
            /callback/url                   | "https://u:p@a.example/"                  | /callback/url
            /callback/url                   | "https://${{variables.host}/"             | /callback/url
            /callback/url                   | "${{variables.base}}/hook"                | /callback/url
            /callback/url                   | "http${{variables.s}}://a.example/"       | /callback/url
            /callback/url                   | "ftp://${{variables.host}}/"              | /callback/url
            /callback/url                   | "https://${{variables.u}}@a.example/"     | /callback/url
            /callback/url                   | "https://a.example/${{metadata.a}}#b"     | /callback/url
            /callback/url                   | "https://a.example/ä${{metadata.a}}"      | /callback/url
            /callback/url                   | "https://a.example/$${{x}}"               | /callback/url
            /callback/headers               | []                                        | /callback/headers
            /callback/headers               | {"A": 1}                                  | /callback/headers/A
            /callback/headers               | {"": "x"}                                 | /callback/headers/
            /callback/headers               | {"A B": "x"}                              | /callback/headers/A B
            /callback/headers               | {"A/B~": "x"}                             | /callback/headers/A~1B~0
            /callback/headers               | {"A:": "x"}                               | /callback/headers/A:
            /callback/headers               | {"Ä": "x"}                                | /callback/headers/Ä
            /callback/headers               | {"Host": "x"}                             | /callback/headers/Host
            /callback/headers               | {"content-LENGTH": "1"}                   | /callback/headers/content-LENGTH
            /callback/headers               | {"Transfer-Encoding": "chunked"}          | /callback/headers/Transfer-Encoding
            /callback/headers               | {"Connection": "close"}                   | /callback/headers/Connection
            /callback/headers               | {"Upgrade": "h2c"}                        | /callback/headers/Upgrade
            /callback/headers               | {"Expect": "100-continue"}                | /callback/headers/Expect
            /callback/headers               | {"TE": "trailers"}                        | /callback/headers/TE
            /callback/headers               | {"Trailer": "x"}                          | /callback/headers/Trailer
            /callback/headers               | {"Proxy-Authorization": "x"}              | /callback/headers/Proxy-Authorization
            /callback/headers               | {"Webhook-Signature": "x"}                | /callback/headers/Webhook-Signature
            /callback/headers               | {"X-Forwarded-For": "x"}                  | /callback/headers/X-Forwarded-For
            /callback/headers               | {"X-Hearken-Attempt": "x"}                | /callback/headers/X-Hearken-Attempt
            /callback/headers               | {"X-Http-Task-Guid": "x"}                 | /callback/headers/X-Http-Task-Guid
            /callback/headers               | {"User-Agent": "x"}                       | /callback/headers/User-Agent
            /callback/headers               | {"traceparent": "x"}                      | /callback/headers/traceparent
            /callback/headers               | {"A": "x", "a": "y"}                      | /callback/headers/a
            /callback/headers               | {"A": " x"}                               | /callback/headers/A
            /callback/headers               | {"A": "x "}                               | /callback/headers/A
            /callback/headers               | {"A": " "}                                | /callback/headers/A
            /callback/headers               | {"A": "x\\t"}                             | /callback/headers/A
            /callback/headers               | {"A": "x\\r\\nB: y"}                      | /callback/headers/A
            /callback/headers               | {"A": "x\\n"}                             | /callback/headers/A
            /callback/headers               | {"A": "x\\u0000"}                         | /callback/headers/A
            /callback/headers               | {"A": "x\\u007f"}                         | /callback/headers/A
            /callback/headers               | {"A": "嘊"}                               | /callback/headers/A
            /callback/headers               | {"A": "Basic ${{secret.a}}"}              | /callback/headers/A
            /callback/headers               | {"A": "ä${{secrets.a}}"}                  | /callback/headers/A
            /callback/headers               | {"A": "${{secrets.a}} "}                  | /callback/headers/A
            /callback/body                  | "${{metdata}}"                            | /callback/body
            /callback/body                  | {"a": [{"b": "x ${{y}}"}]}                | /callback/body/a/0/b
            /callback/body                  | {"\\u0024{{a}}": 1}                       | /callback/body
            /callback/strict                | "true"                                    | /callback/strict
            /callback/tail                  | -1                                        | /callback/tail
            /callback/tail                  | 1000001                                   | /callback/tail
            /callback/tail                  | 1.5                                       | /callback/tail
            /callback/tail                  | 1e3                                       | /callback/tail
            /callback/tail                  | 99999999999999999999                      | /callback/tail
            /callback/successStatus         | []                                        | /callback/successStatus
            /callback/successStatus         | "200"                                     | /callback/successStatus
            /callback/successStatus         | [200]                                     | /callback/successStatus/0
            /callback/successStatus         | ["200", "199"]                            | /callback/successStatus/1
            /callback/successStatus         | ["200-300"]                               | /callback/successStatus/0
            /callback/successStatus         | ["204-200"]                               | /callback/successStatus/0
            /callback/successStatus         | ["2xx"]                                   | /callback/successStatus/0
            /callback/auth                  | "basic"                                   | /callback/auth
            /callback/auth                  | {}                                        | /callback/auth/type
            /callback/auth                  | {"type": "oauth2"}                        | /callback/auth/type
            /callback/tls                   | true                                      | /callback/tls
            /callback/tls                   | {"verify": "no"}                          | /callback/tls/verify
            /callback/tls                   | {"caCertificate": "${{secrets.a"}         | /callback/tls/caCertificate
            /callback/tls                   | {"caCertificate": "${{variables.a}}"}     | /callback/tls/caCertificate
            /callback/tls                   | {"caCertificate": "${{secrets.a}}", "verify": false} | /callback/tls/caCertificate
            /callback/tls                   | {"clientCertificate": "x${{secrets.a}}"} | /callback/tls/clientCertificate
            /callback/signing               | {"scheme": "standard-webhooks", "asymmetric": "yes"} | /callback/signing/asymmetric
            /callback/auth                  | {"type": "bearer"}                        | /callback/auth/token
            /callback/auth                  | {"type": "bearer", "token": "abc"}        | /callback/auth/token
            /callback/auth                  | {"type": "bearer", "token": "${{metadata.t}}"} | /callback/auth/token
            /callback/auth                  | {"type": "bearer", "token": "x${{secrets.t}}"} | /callback/auth/token
            /callback/auth                  | {"type": "bearer", "token": "${{secrets}}"}    | /callback/auth/token
            /callback/auth                  | {"type": "basic", "username": "${{variables.u}}"} | /callback/auth/password
            /callback/signing               | {"scheme": "hmac-header"}                 | /callback/signing/header
            /callback/signing               | {"scheme": "hmac-header", "header": "Host"}       | /callback/signing/header
            /callback/signing               | {"scheme": "hmac-header", "header": "webhook-signature"} | /callback/signing/header
            /callback/signing               | {"scheme": "hmac-header", "header": "A B"}        | /callback/signing/header
            /callback/signing               | {"scheme": "hmac-header", "profile": "github"}    | /callback/signing/profile
            /callback/signing               | {"scheme": "hmac-header", "header": "S", "algorithm": "md5"}  | /callback/signing/algorithm
            /callback/signing               | {"scheme": "hmac-header", "header": "S", "encoding": "b64"}   | /callback/signing/encoding
            /callback/signing               | {"scheme": "hmac-header", "header": "S", "signed": "url"}     | /callback/signing/signed
            /callback/signing               | {"scheme": "hmac-header", "header": "S", "prefix": "ä"}       | /callback/signing/prefix
            /callback/signing               | {"scheme": "hmac-header", "header": "S", "secret": "plain"}   | /callback/signing/secret
            /callback/signing               | {"scheme": "hmac-header", "header": "S", "secret": "${{variables.a}}"} | /callback/signing/secret
            /callback/signing               | {"scheme": "hmac-header", "header": "S", "secret": "${{secrets.a \\u007c upper}}"} | /callback/signing/secret
            /callback/body                  | "a\\u0000"                                | /callback/body
            /callback/body                  | {"a/b": [1, "\\u0000"]}                   | /callback/body/a~1b/1
            /callback/body                  | {"a": {"\\u0000": 1}}                     | /callback/body/a
            /callback/body                  | ["\\ud83d"]                               | /callback/body/0
            /callback/format                | "json"                                    | /callback/format
            /callback/format                | "template"                                | /callback/body
            /callback/format                | 1                                         | /callback/format
            /callback/timeout               | 15                                        | /callback/timeout
            /callback/timeout               | "15s"                                     | /callback/timeout
            /callback/timeout               | "PT0.099S"                                | /callback/timeout
            /callback/timeout               | "PT30.001S"                               | /callback/timeout
            /callback/timeout               | "-PT1S"                                   | /callback/timeout
            /callback/timeout               | "PT9999999999999999H"                     | /callback/timeout
            /callback/timeout               | ""                                        | /callback/timeout
            /callback/signing               | "none"                                    | /callback/signing
            /callback/signing               | {}                                        | /callback/signing/scheme
            /callback/signing               | {"scheme": "hmac"}                        | /callback/signing/scheme
            /callback/signing               | {"scheme": null}                          | /callback/signing/scheme
            /delivery                       | "fast"                                    | /delivery
            /delivery/retry                 | []                                        | /delivery/retry
            /delivery/retry/schedule        | "PT5S"                                    | /delivery/retry/schedule
            /delivery/retry/schedule        | [5]                                       | /delivery/retry/schedule/0
            /delivery/retry/schedule        | ["PT1S", "PT0.999S"]                      | /delivery/retry/schedule/1
            /delivery/retry/schedule        | ["PT24H0.001S"]                           | /delivery/retry/schedule/0
            /delivery/retry/schedule        | ["P1M"]                                   | /delivery/retry/schedule/0
            /delivery/retry/schedule        | ["PT5S", "-PT5S"]                         | /delivery/retry/schedule/1
            /delivery/retry/jitter          | "0.2"                                     | /delivery/retry/jitter
            /delivery/retry/jitter          | -0.001                                    | /delivery/retry/jitter
            /delivery/retry/jitter          | 0.5001                                    | /delivery/retry/jitter
            /delivery/retry/jitter          | 1e400                                     | /delivery/retry/jitter
            /delivery/retry/jitter          | -1e2000000000                             | /delivery/retry/jitter
            /delivery/retry/permanentStatus | "404"                                     | /delivery/retry/permanentStatus
            /delivery/retry/permanentStatus | ["404", "299"]                            | /delivery/retry/permanentStatus/1
            /delivery/retry/permanentStatus | ["600"]                                   | /delivery/retry/permanentStatus/0
            /delivery/retry/permanentStatus | ["499-400"]                               | /delivery/retry/permanentStatus/0
            /delivery/retry/permanentStatus | ["4xx"]                                   | /delivery/retry/permanentStatus/0
            /delivery/retry/permanentStatus | [404]                                     | /delivery/retry/permanentStatus/0
            /delivery/maxInFlight           | 0                                         | /delivery/maxInFlight
            /delivery/maxInFlight           | 257                                       | /delivery/maxInFlight
            /delivery/ordering              | "workflow"                                | /delivery/ordering
            /delivery/onExhaustion          | "stop"                                    | /delivery/onExhaustion
            /delivery/onExhaustion          | "block"                                   | /delivery/onExhaustion
            /delivery/rateLimit             | 10                                        | /delivery/rateLimit
            /delivery/rateLimit             | {"per": "PT1S"}                           | /delivery/rateLimit/count
            /delivery/rateLimit             | {"count": 1}                              | /delivery/rateLimit/per
            /delivery/rateLimit             | {"count": 0, "per": "PT1S"}               | /delivery/rateLimit/count
            /delivery/rateLimit             | {"count": 1001, "per": "PT1S"}            | /delivery/rateLimit/count
            /delivery/rateLimit             | {"count": 1, "per": "PT0.999S"}           | /delivery/rateLimit/per
            /delivery/rateLimit             | {"count": 1, "per": "PT1H0.001S"}         | /delivery/rateLimit/per
            /delivery/maxInFlight           | 4.5                                       | /delivery/maxInFlight
            /delivery/maxInFlight           | "4"                                       | /delivery/maxInFlight
            /delivery/maxInFlight           | 99999999999                               | /delivery/maxInFlight
            /delivery/maxAge                | "PT59S"                                   | /delivery/maxAge
            /delivery/maxAge                | "P14DT1S"                                 | /delivery/maxAge
            /delivery/maxAge                | "a week"                                  | /delivery/maxAge
            /delivery/maxAge                | 7                                         | /delivery/maxAge
            """, delimiter = '|', quoteCharacter = '§')
    void namesTheOneFaultByItsPointer(String pointer, String value, String named) {
        // given
        JsonNode document = with(pointer, value);

        // when
        List<FieldError> errors = faults(document, UnknownFields.REFUSED);

        // then
        assertThat(errors).extracting(FieldError::pointer).containsExactly(named.replace("\\n", "\n"));
        assertThat(errors.get(0).detail()).isNotBlank().doesNotStartWith("/").doesNotEndWith(".");
        assertThat(faults(document, UnknownFields.IGNORED)).isEqualTo(errors);
    }

    @ParameterizedTest
    @Threat("D14")
    @CsvSource({
        "/name, 200, /name",
        "/description, 2000, /description",
        "/callback/body, 100000, none",
    })
    void boundsTheLengthOfATextUpToItsLastCharacter(String pointer, int most, String named) {
        // given
        JsonNode longest = with(pointer, JsonNodeFactory.instance.textNode("x".repeat(most)));
        JsonNode tooLong = with(pointer, JsonNodeFactory.instance.textNode("x".repeat(most + 1)));

        // when
        List<String> fits = pointers(longest);
        List<String> overflows = pointers(tooLong);

        // then
        assertThat(fits).isEmpty();
        assertThat(overflows).isEqualTo(named.equals("none") ? List.of() : List.of(named));
    }

    @ParameterizedTest
    @CsvSource({
        "/selector/events, 100, task.*",
        "/selector/workflows, 100, a",
        "/selector/workflowIds, 100, a",
        "/selector/workbooks, 100, a",
        "/selector/executions, 100, a",
        "/selector/tasks, 100, a",
        "/delivery/retry/schedule, 30, PT1S"
    })
    void boundsTheNumberOfEntries(String pointer, int most, String entry) {
        // given
        ArrayNode entries = JsonNodeFactory.instance.arrayNode();
        IntStream.range(0, most).forEach(i -> entries.add(entry));
        JsonNode longest = with(pointer, entries);
        JsonNode tooLong = with(pointer, entries.deepCopy().add(entry));

        // when
        List<String> fits = pointers(longest);
        List<String> overflows = pointers(tooLong);

        // then
        assertThat(fits).isEmpty();
        assertThat(overflows).containsExactly(pointer);
    }

    @ParameterizedTest
    @CsvSource({"/labels, 32", "/selector/labels, 32", "/callback/headers, 20"})
    void boundsTheNumberOfNames(String pointer, int most) {
        // given
        ObjectNode names = JsonNodeFactory.instance.objectNode();
        IntStream.range(0, most).forEach(i -> names.put("x-" + i, "v"));
        JsonNode longest = with(pointer, names);
        JsonNode tooLong = with(pointer, names.deepCopy().put("x-more", "v"));

        // when
        List<String> fits = pointers(longest);
        List<String> overflows = pointers(tooLong);

        // then
        assertThat(fits).isEmpty();
        assertThat(overflows).containsExactly(pointer);
    }

    @ParameterizedTest
    @CsvSource({"/labels, 128, 128", "/selector/labels, 128, 256", "/callback/headers, 100, 4096"})
    void boundsTheLengthOfNamesAndTheirValues(String pointer, int mostOfName, int mostOfValue) {
        // given
        String name = "n".repeat(mostOfName);
        String value = "v".repeat(mostOfValue);

        // when
        List<String> fits = pointers(with(pointer, parse("{\"" + name + "\": \"" + value + "\"}")));
        List<String> longName = pointers(with(pointer, parse("{\"n" + name + "\": \"v\"}")));
        List<String> longValue = pointers(with(pointer, parse("{\"n\": \"v" + value + "\"}")));

        // then
        assertThat(fits).isEmpty();
        assertThat(longName).containsExactly(pointer + "/n" + name);
        assertThat(longValue).containsExactly(pointer + "/n");
    }

    @Test
    void boundsThePatternsOfASelector() {
        // given
        String longest = "*".repeat(256);

        // when
        List<String> fits = pointers(with("/selector/tasks", parse("[\"" + longest + "\"]")));
        List<String> overflows = pointers(with("/selector/tasks", parse("[\"a\", \"" + longest + "*\"]")));

        // then
        assertThat(fits).isEmpty();
        assertThat(overflows).containsExactly("/selector/tasks/1");
    }

    @Test
    @Threat("D3")
    void boundsAllHeadersTogether() {
        // given
        ObjectNode headers = JsonNodeFactory.instance.objectNode();
        IntStream.range(0, 4).forEach(i -> headers.put("x" + i, "v".repeat(4094)));

        // when
        List<String> fits = pointers(with("/callback/headers", headers));
        List<String> overflows =
                pointers(with("/callback/headers", headers.deepCopy().put("y", "")));

        // then
        assertThat(fits).isEmpty();
        assertThat(overflows).containsExactly("/callback/headers");
    }

    @Test
    void boundsTheDepthOfABody() {
        // given
        String deepest = "[".repeat(32) + "]".repeat(32);
        String tooDeep = "{\"a\":".repeat(33) + "{}" + "}".repeat(33);

        // when
        List<String> fits = pointers(with("/callback/body", parse(deepest)));
        List<String> overflows = pointers(with("/callback/body", parse(tooDeep)));

        // then
        assertThat(fits).isEmpty();
        assertThat(overflows).containsExactly("/callback/body" + "/a".repeat(32));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/callback/headers/Authorization", "/callback/headers/authorization"})
    void refusesAuthBesideAnAuthorizationHeader(String header) {
        // given
        ObjectNode document = with(header, "\"x\"");
        ((ObjectNode) document.path("callback"))
                .putObject("auth")
                .put("type", "bearer")
                .put("token", "${{secrets.t}}");

        // when
        List<String> pointers = pointers(document);

        // then
        assertThat(pointers).containsExactly("/callback/auth/type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"profile\": \"trifacta\"}", "{\"header\": \"x-webhook-SIGNATURE\"}"})
    void refusesASignatureInAHeaderThatStandsAmongTheHeaders(String signing) {
        // given
        ObjectNode document = with("/callback/headers/X-Webhook-Signature", "\"x\"");
        ((ObjectNode) document.path("callback")).set("signing", parse(signing));
        ((ObjectNode) document.at("/callback/signing")).put("scheme", "hmac-header");

        // when
        List<String> pointers = pointers(document);

        // then
        assertThat(pointers).containsExactly("/callback/signing/scheme");
    }

    @ParameterizedTest
    @ValueSource(strings = {"algorithm", "header", "signed", "prefix", "encoding"})
    void refusesFieldsBesideAProfile(String field) {
        // given
        ObjectNode document = with("/callback/signing", "{\"scheme\": \"hmac-header\", \"profile\": \"trifacta\"}");
        ((ObjectNode) document.at("/callback/signing")).put(field, "body");

        // when
        List<String> pointers = pointers(document);

        // then
        assertThat(pointers).containsExactly("/callback/signing/" + field);
    }

    @Test
    void saysWhereATemplateIsWrong() {
        // given
        JsonNode document = with("/callback/body", "{\"a\": \"text ${{ event.id \\u007c foo }}\"}");

        // when
        List<FieldError> errors = faults(document, UnknownFields.REFUSED);

        // then
        assertThat(errors)
                .containsExactly(new FieldError(
                        "/callback/body/a",
                        "is no template: unknown filter 'foo' at position 20; known: base64, date, default, duration,"
                                + " json, lower, tail, truncate, upper, urlencode"));
    }

    @Test
    @Threat("D8")
    void boundsTheReferencesOfAListener() {
        // given
        JsonNode most = JsonNodeFactory.instance.textNode("${{event.id}}".repeat(198));
        ObjectNode fitting = with("/callback/body", most);
        ((ObjectNode) fitting.path("callback")).put("url", "https://a.example/${{event.id}}");
        ((ObjectNode) fitting.path("callback")).putObject("headers").put("A", "${{event.id}}");
        ObjectNode tooMany = fitting.deepCopy();
        ((ObjectNode) tooMany.at("/callback/headers")).put("B", "${{event.id}}");

        // when
        List<String> fits = pointers(fitting);
        List<String> overflows = pointers(tooMany);

        // then
        assertThat(fits).isEmpty();
        assertThat(overflows).containsExactly("/callback");
    }

    @Test
    void boundsTheLengthOfATemplate() {
        // given
        String reference = "${{event.id}}";

        // when
        List<String> fits = pointers(
                with("/callback/body", JsonNodeFactory.instance.textNode(reference + "x".repeat(65_536 - 13))));
        List<String> overflows = pointers(
                with("/callback/body", JsonNodeFactory.instance.textNode(reference + "x".repeat(65_536 - 12))));

        // then
        assertThat(fits).isEmpty();
        assertThat(overflows).containsExactly("/callback/body");
    }

    @Test
    void refusesATypeByReferenceBesideATextWithReferences() {
        // given
        ObjectNode document = with("/callback/body", "\"${{event.id}}\"");
        ((ObjectNode) document.path("callback")).putObject("headers").put("content-TYPE", "${{variables.type}}");
        ObjectNode literal = document.deepCopy();
        ((ObjectNode) literal.path("callback")).put("body", "text");

        // when
        List<String> pointers = pointers(document);

        // then
        assertThat(pointers).containsExactly("/callback/headers/content-TYPE");
        assertThat(pointers(literal)).isEmpty();
    }

    @Test
    void tellsTheVariablesAndSecretsThatItUses() {
        // given
        JsonNode document = parse("""
                        {"name": "n", "callback": {"type": "http", "url": "https://${{variables.host}}/${{metadata.a}}",
                         "headers": {"A": "${{secrets.header}} ${{variables.host}}"},
                         "body": {"${{variables.name}}": ["${{secrets.body | base64}}", "${{secrets.text}}!"]},
                         "signing": {"scheme": "hmac-header", "profile": "trifacta", "secret": "${{secrets.key}}"},
                         "auth": {"type": "basic", "username": "${{variables.user}}", "password": "${{secrets.pass}}"}}}""");

        // when
        References references = valid(document).references();

        // then
        assertThat(references.variables()).containsExactlyInAnyOrder("host", "name", "user");
        assertThat(references.secrets()).containsExactlyInAnyOrder("header", "body", "text", "key", "pass");
        assertThat(valid(minimal()).references()).isEqualTo(References.NONE);
    }

    @Test
    void boundsTheNumbersOfABody() {
        // given
        String longest = "1".repeat(64);

        // when
        List<String> fits = pointers(with("/callback/body", parse("[" + longest + "]")));
        List<String> overflows = pointers(with("/callback/body", parse("[1, 1" + longest + "]")));
        List<String> grows = pointers(with("/callback/body", parse("1".repeat(62) + "e9")));

        // then
        assertThat(fits).isEmpty();
        assertThat(overflows).containsExactly("/callback/body/1");
        assertThat(grows).as("longer in its normal form than as it came").containsExactly("/callback/body");
    }

    @ParameterizedTest
    @EnumSource(
            value = Method.class,
            names = {"GET", "DELETE"})
    void refusesABodyWhereTheMethodSendsNone(Method method) {
        // given
        ObjectNode document = with("/callback/body", "{}");
        ((ObjectNode) document.path("callback")).put("method", method.name());

        // when
        List<String> pointers = pointers(document);

        // then
        assertThat(pointers).containsExactly("/callback/body");
    }

    @Test
    void refusesFormatEventBesideABody() {
        // given
        ObjectNode document = with("/callback/body", "{}");
        ((ObjectNode) document.path("callback")).put("format", "event");

        // when
        List<String> pointers = pointers(document);

        // then
        assertThat(pointers).containsExactly("/callback/format");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/id",
                "/Rules",
                "/Name",
                "/when",
                "/selector/event",
                "/callback/tls/trustAll",
                "/callback/signing/profile",
                "/delivery/order",
                "/delivery/retry/rateLimit"
            })
    void refusesOrIgnoresAnUnknownField(String pointer) {
        // given
        ObjectNode document = with(pointer, "{\"a\": 1}");
        if (pointer.startsWith("/callback/signing")) {
            ((ObjectNode) document.at("/callback/signing")).put("scheme", "standard-webhooks");
        }

        // when
        List<String> refused = pointers(document);
        List<FieldError> ignored = faults(document, UnknownFields.IGNORED);

        // then
        assertThat(refused).containsExactly(pointer);
        assertThat(ignored).isEmpty();
    }

    @Test
    void refusesAnUnknownFieldWhateverItsNameAndValue() {
        // given
        ObjectNode document = minimal();
        document.putNull("a/b~");
        document.put("", 1);

        // when
        List<String> pointers = pointers(document);

        // then
        assertThat(pointers).containsExactly("/a~1b~0", "/");
    }

    @Test
    void namesEveryFaultAtOnce() {
        // given
        JsonNode document = parse("""
                        {"name": "", "labels": {"a": 1}, "unknown": 1,
                         "selector": {"events": [1, "task.*", "nonsense"], "tasks": "x", "more": 1},
                         "callback": {"type": "smtp", "url": "x", "headers": {"Host": "a", "A": "\\n"}, "timeout": "1"},
                         "delivery": {"retry": {"schedule": ["PT5S", 1, "PT0S"], "jitter": 2}}}""");

        // when
        List<String> pointers = pointers(document);

        // then
        assertThat(pointers)
                .containsExactly(
                        "/name",
                        "/labels/a",
                        "/selector/events/0",
                        "/selector/events/2",
                        "/selector/tasks",
                        "/callback/type",
                        "/callback/url",
                        "/callback/headers/A",
                        "/callback/headers/Host",
                        "/callback/timeout",
                        "/delivery/retry/schedule/1",
                        "/delivery/retry/schedule/2",
                        "/delivery/retry/jitter",
                        "/unknown",
                        "/selector/more");
    }

    @Test
    void boundsTheNumberOfFaults() {
        // given
        ObjectNode document = minimal();
        IntStream.range(0, 10_000).forEach(i -> document.put("unknown" + i, i));

        // when
        List<FieldError> errors = faults(document, UnknownFields.REFUSED);

        // then
        assertThat(errors).hasSize(100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "\"x\"", "1", "true", ""})
    void refusesADocumentThatIsNoObject(String json) {
        // given
        JsonNode document = parse(json);

        // when
        List<FieldError> errors = faults(document, UnknownFields.REFUSED);

        // then
        assertThat(errors).containsExactly(new FieldError("", "must be a JSON object"));
    }

    @Test
    void refusesAJitterThatIsNoNumber() {
        // given
        JsonNode document = with("/delivery/retry/jitter", JsonNodeFactory.instance.numberNode(Double.NaN));

        // when
        List<FieldError> errors = faults(document, UnknownFields.REFUSED);

        // then
        assertThat(errors).containsExactly(new FieldError("/delivery/retry/jitter", "must be a number from 0 to 0.5"));
    }

    @Test
    void namesASecondFaultOfTheSameListBesideTheFirst() {
        // given
        JsonNode document = with("/delivery/retry/schedule", "[null, \"PT1S\", \"x\", \"PT2S\", \"PT25H\"]");

        // when
        List<String> pointers = pointers(document);

        // then
        assertThat(pointers)
                .containsExactly(
                        "/delivery/retry/schedule/0", "/delivery/retry/schedule/2", "/delivery/retry/schedule/4");
    }

    @Test
    void keepsTheOrderOfLabelsAndHeaders() {
        // given
        ObjectNode document = with("/labels", "{\"z\": \"1\", \"a\": \"2\", \"m\": \"3\"}");
        ((ObjectNode) document.path("callback")).set("headers", parse("{\"Z\": \"1\", \"A\": \"2\", \"M\": \"3\"}"));

        // when
        ListenerDefinition definition = valid(document);

        // then
        assertThat(definition.labels()).containsExactly(Map.entry("z", "1"), Map.entry("a", "2"), Map.entry("m", "3"));
        assertThat(definition.callback().fold(HttpCallback::headers).keySet()).containsExactly("Z", "A", "M");
    }

    @Test
    void writesHostAndSchemeOfTheUrlInLowerCase() {
        // given
        JsonNode document = with("/callback/url", "\"HTTPS://A.Example:8443/Hook?X=Y\"");

        // when
        ObjectNode written = ListenerJson.write(valid(document));

        // then
        assertThat(written.at("/callback/url").textValue()).isEqualTo("https://a.example:8443/Hook?X=Y");
    }

    @Test
    void switchesADefinitionOnAndOff() {
        // given
        ListenerDefinition definition = valid(minimal());

        // when
        ListenerDefinition disabled = definition.withEnabled(false);

        // then
        assertThat(disabled.enabled()).isFalse();
        assertThat(disabled.withEnabled(true)).isEqualTo(definition);
    }
}
