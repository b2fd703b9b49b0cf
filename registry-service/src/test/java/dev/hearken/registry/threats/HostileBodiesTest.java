package dev.hearken.registry.threats;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.registry.Api;
import dev.hearken.registry.Keys;
import dev.hearken.registry.RegistryResource;
import dev.hearken.test.marks.Threat;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertTimeout;

/** Bodies that no good client sends, to every operation that takes one. */
@QuarkusTest
@WithTestResource(RegistryResource.class)
class HostileBodiesTest {
    private static final String MALFORMED = "https://hearken.dev/problems/malformed-json";

    /** Far beyond what an answer takes, far below what inflating or backtracking would. */
    private static final Duration FAST = Duration.ofMinutes(2);

    private String listener;

    @BeforeEach
    void start() {
        Api.installKeys();
        listener = Api.created("stays as it is");
    }

    static Stream<Operation> strict() {
        return Operation.strict();
    }

    static Stream<Operation> all() {
        return Operation.all();
    }

    private static void assertMalformed(Response answer, String pointer) {
        answer.then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo(MALFORMED))
                .body("errors[0].pointer", equalTo(pointer));
    }

    private static void assertRefused(Response answer, String what) {
        assertThat(answer.statusCode())
                .as(() -> what + " -> " + answer.asString())
                .isBetween(400, 499);
        assertThat(answer.contentType()).as(what).startsWith("application/problem+json");
    }

    @ParameterizedTest
    @Threat("D9")
    @MethodSource("strict")
    void areRefusedForAFieldThatNobodyKnows(Operation operation) {
        // given
        ObjectNode body = operation.json().put("unheardOf", 1);

        // when
        Response answer = operation.send(listener, body.toString());

        // then
        answer.then().statusCode(422);
        assertThat(answer.<List<String>>path("errors.pointer")).contains("/unheardOf");
    }

    @ParameterizedTest
    @Threat("D9")
    @MethodSource("all")
    void areRefusedForAFieldThatStandsTwice(Operation operation) {
        // given
        String field = operation.json().fieldNames().next();
        String body = operation.json().toString();

        // when
        Response answer =
                operation.send(listener, body.substring(0, body.length() - 1) + ",\"" + field + "\": \"other\"}");

        // then
        assertMalformed(answer, "/" + field);
    }

    @ParameterizedTest
    @Threat("D9")
    @MethodSource("all")
    void areRefusedForValuesOfOtherTypes(Operation operation) {
        for (String other : List.of("[]", "[{}]", "\"text\"", "7", "true", "null")) {
            assertRefused(operation.send(listener, other), operation + " " + other);
        }
        operation.json().fieldNames().forEachRemaining(field -> {
            ObjectNode body = operation.json();
            body.putObject(field).putObject("unheardOf").put("of", 1);
            assertRefused(operation.send(listener, body.toString()), operation + " " + body);
        });
    }

    @ParameterizedTest
    @Threat("D10")
    @ValueSource(
            strings = {
                "id",
                "tenant",
                "tenantId",
                "version",
                "revision",
                "state",
                "status",
                "health",
                "paused",
                "disabledReason",
                "createdAt",
                "createdBy",
                "updatedAt",
                "updatedBy",
                "origin",
                "source",
                "file",
                "secret",
                "signingSecret",
                "secretCiphertext",
                "previousSigningSecrets",
                "role",
                "roles",
                "admin"
            })
    void setNothingThatIsNotTheCallersToSet(String field) {
        // given
        String before = Api.get(listener).asString();
        String foreign = ", \"" + field + "\": \"admin\"}";
        String body = Api.listener("claimed");
        String patch = "{\"name\": \"claimed\"";

        // when
        List<Response> answers = List.of(
                Api.create(body.substring(0, body.length() - 1) + foreign),
                Api.put(listener, body.substring(0, body.length() - 1) + foreign),
                Api.patch(listener, patch + foreign));

        // then
        for (Response answer : answers) {
            answer.then().statusCode(422);
            assertThat(answer.<List<String>>path("errors.pointer")).contains("/" + field);
        }
        assertThat(Api.get(listener).asString()).isEqualTo(before);
    }

    @ParameterizedTest
    @Threat("D10")
    @ValueSource(strings = {"id", "tenant", "tenantId", "key", "secret", "secretSha256", "bootstrap", "createdBy"})
    void giveNobodyAnotherKeyThanTheCallersTenantMayGive(String field) {
        // given
        String body = "{\"name\": \"claimed\", \"roles\": [\"viewer\"], \"" + field + "\": \"other\"}";

        // when
        Response answer =
                Api.as(Keys.ADMIN).contentType(ContentType.JSON).body(body).post("/v1/api-keys");

        // then
        answer.then().statusCode(422).body("errors[0].pointer", equalTo("/" + field));
    }

    @ParameterizedTest
    @Threat("D19")
    @ValueSource(
            strings = {
                "{\"egress\": {\"allow\": [\"10.0.0.0/8\"]}}",
                "{\"allowPrivate\": true}",
                "{\"callback\": {\"allow\": [\"10.0.0.0/8\"]}}",
                "{\"callback\": {\"egress\": \"private\"}}",
                "{\"callback\": {\"url\": \"http://10.0.0.1/\"}}",
                "{\"callback\": {\"url\": \"http://localhost/\"}}",
                "{\"callback\": {\"proxy\": \"http://10.0.0.1/\"}}",
                "{\"callback\": {\"tls\": {\"trustAll\": true}}}",
            })
    void openNoWayToPrivateAddresses(String patch) {
        Api.patch(listener, patch).then().statusCode(422);
    }

    @ParameterizedTest
    @Threat("D11")
    @MethodSource("all")
    void areRefusedFastWhateverTheirSizeAndDepth(Operation operation) throws IOException {
        // given
        String field = operation.json().fieldNames().next();
        String manyKeys = IntStream.range(0, 15_000)
                .mapToObj(i -> "\"unheardOf" + i + "\":0")
                .collect(Collectors.joining(",", "{", "}"));
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
            byte[] blanks = " ".repeat(1_000_000).getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 100; i++) {
                gzip.write(blanks);
            }
        }

        // when
        List<Response> answers = assertTimeout(
                FAST,
                () -> List.of(
                        operation.send(listener, "{\"" + field + "\":" + "[".repeat(100_000)),
                        operation.send(listener, "{\"a\":".repeat(40_000)),
                        operation.send(listener, "{\"" + field + "\":" + "1".repeat(200_000) + "}"),
                        operation.send(listener, "{\"" + field + "\": 1e999999999}"),
                        operation.send(listener, "{\"" + field + "\": \"" + "x".repeat(300_000) + "\"}"),
                        operation.send(listener, manyKeys),
                        operation.send(listener, bomb.toByteArray(), "Content-Encoding:gzip"),
                        operation.send(listener, bomb.toByteArray(), "Content-Encoding:deflate")));

        // then
        answers.forEach(answer -> {
            assertRefused(answer, operation.toString());
            assertThat(answer.asByteArray().length).as(answer.asString()).isLessThan(20_000);
        });
    }

    static Stream<byte[]> bytesThatAreNoUtf8() {
        String text = Api.listener("x");
        return Stream.concat(
                Stream.of("UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE")
                        .map(charset -> text.getBytes(Charset.forName(charset))),
                Stream.of(
                                "\u00C0\u0080", // overlong NUL
                                "\u00C1\u00BF",
                                "\u00E0\u0080\u00AF",
                                "\u00F0\u0080\u0080\u00AF",
                                "\u00ED\u00A0\u0080", // half of a surrogate pair
                                "\u00ED\u00A0\u00BD\u00ED\u00B8\u0080",
                                "\u00F4\u0090\u0080\u0080", // beyond the last character
                                "\u00F8\u0088\u0080\u0080\u0080",
                                "\u0080",
                                "\u00E4",
                                "\u00E2\u0082",
                                "\u00FF\u00FE")
                        .map(raw -> text.replace("\"x\"", "\"" + raw + "\"").getBytes(StandardCharsets.ISO_8859_1)));
    }

    @ParameterizedTest
    @Threat("D12")
    @MethodSource("bytesThatAreNoUtf8")
    void areRefusedInAnyOtherEncodingThanUtf8(byte[] body) {
        Operation.all()
                .forEach(operation -> operation
                        .send(listener, body)
                        .then()
                        .statusCode(400)
                        .contentType("application/problem+json")
                        .body("type", equalTo(MALFORMED)));
    }

    @ParameterizedTest
    @Threat("D12")
    @MethodSource("all")
    void areRefusedWithAByteOrderMarkOrHalfACharacter(Operation operation) {
        assertMalformed(operation.send(listener, "\uFEFF" + operation.body()), "");
        assertMalformed(operation.send(listener, "{\"a\": \"\\ud83d\"}"), "/a");
        assertMalformed(operation.send(listener, "{\"a\": \"\\ude00\\ud83d\"}"), "/a");
    }

    @ParameterizedTest
    @Threat("D13")
    @MethodSource("all")
    void areRefusedForANulInAnyString(Operation operation) {
        for (String pointer : pointersToTexts(operation.json())) {
            // given
            ObjectNode body = operation.json();
            replace(body, pointer, body.at(pointer).textValue() + "\u0000");

            // when
            Response answer = operation.send(listener, body.toString());

            // then
            assertMalformed(answer, pointer);
        }
        assertMalformed(operation.send(listener, "{\"a\": {\"b\\u0000\": 1}}"), "/a");
    }

    private static List<String> pointersToTexts(JsonNode json) {
        List<String> pointers = new ArrayList<>();
        collect(json, "", pointers);
        return pointers;
    }

    private static void collect(JsonNode json, String pointer, List<String> pointers) {
        if (json.isTextual()) {
            pointers.add(pointer);
        }
        json.properties().forEach(field -> collect(field.getValue(), pointer + "/" + field.getKey(), pointers));
        for (int i = 0; json.isArray() && i < json.size(); i++) {
            collect(json.get(i), pointer + "/" + i, pointers);
        }
    }

    private static void replace(JsonNode json, String pointer, String text) {
        int slash = pointer.lastIndexOf('/');
        String last = pointer.substring(slash + 1);
        JsonNode parent = json.at(pointer.substring(0, slash));
        if (parent.isObject()) {
            ((ObjectNode) parent).put(last, text);
        } else {
            ((ArrayNode) parent).set(Integer.parseInt(last), text);
        }
    }

    @ParameterizedTest
    @Threat("D13")
    @ValueSource(strings = {"id", "source", "subject", "workflow", "execution", "task"})
    void ofEventsMayHoldANulWithoutAFailure(String field) {
        // given
        String event = """
                {"specversion": "1.0", "id": "nul-id", "source": "/nul-source", "subject": "nul-subject", "type": "task.failed",
                 "data": {"workflow": {"name": "nul-workflow"}, "execution": {"id": "nul-execution"}, "task": {"name": "nul-task"}}}""";

        // when
        Response answer = Api.as(Keys.EDITOR)
                .contentType("application/cloudevents+json")
                .body(event.replace("nul-" + field, "nul\\u0000"))
                .post("/v1/events");

        // then
        assertThat(answer.statusCode()).isIn(202, 400);
    }
}
