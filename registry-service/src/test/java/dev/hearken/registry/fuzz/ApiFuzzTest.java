package dev.hearken.registry.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hearken.registry.Api;
import dev.hearken.registry.Keys;
import dev.hearken.registry.RegistryResource;
import dev.hearken.test.marks.Threat;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every operation of the OpenAPI document with requests that no good client sends: never a 5xx, and always what the
 * document declares. The seed stands in a failure; {@code -Dfuzz.seed=…} repeats it.
 */
@QuarkusTest
@WithTestResource(value = RegistryResource.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class ApiFuzzTest {
    private static final int REQUESTS_PER_OPERATION = 60;
    private static final long SEED = Long.getLong("fuzz.seed", 20_260_101);
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String LISTENER = """
            {"name": "n", "description": "d", "enabled": true, "labels": {"team": "data"},
             "selector": {"events": ["task.*"], "workflows": ["n-*"], "workflowIds": ["w"], "workbooks": ["b"],
                          "executions": ["e"], "tasks": ["t"], "labels": {"team": "data"}},
             "rules": [{"variable": "metadata.rows", "operation": "GREATER_THAN", "value": 0},
                       {"variable": "endedAt.weekday", "operation": "NOT_IN", "value": ["SATURDAY"]}],
             "condition": "metadata.rows > 0",
             "quietWindows": [{"days": ["SATURDAY"], "from": "00:00", "to": "08:00", "zone": "UTC", "then": "DROP"}],
             "callback": {"type": "http", "method": "POST", "url": "https://hooks.example.com/${{execution.id}}",
                          "headers": {"X-A": "${{workflow.name}}"}, "body": {"a": ["${{metadata.rows}}"]},
                          "format": "template", "timeout": "PT15S", "successStatus": ["200-299"],
                          "tls": {"verify": true}, "signing": {"scheme": "standard-webhooks"}, "auth": {"type": "none"}},
             "delivery": {"retry": {"schedule": ["PT5S"], "jitter": 0.2, "permanentStatus": ["400"]},
                          "ordering": "none", "maxInFlight": 4, "maxAge": "P7D"}}""";

    private static final String EVENT = """
            {"specversion": "1.0", "id": "1", "source": "s", "type": "execution.succeeded", "time": "2026-01-01T00:00:00Z",
             "data": {"workflow": {"name": "w", "labels": {"a": "b"}}, "execution": {"id": "e", "durationMs": 3},
                      "metadata": {"rows": [1]}}}""";

    /** Good bodies, by operation; the others get an empty object. */
    private static final Map<String, String> BODIES = Map.of(
            "createListener", LISTENER,
            "replaceListener", LISTENER,
            "patchListener", "{\"name\": \"m\", \"labels\": {\"a\": \"b\"}, \"callback\": {\"timeout\": \"PT3S\"}}",
            "preview", "{\"listener\": " + LISTENER + ", \"event\": " + EVENT + "}",
            "publishEvents", EVENT,
            "putVariable", "{\"value\": \"v\"}",
            "putSecret", "{\"value\": \"v\"}",
            "rotateListenerSecret", "{\"overlap\": \"PT24H\"}",
            "createApiKey", "{\"name\": \"k\", \"roles\": [\"viewer\"], \"expiresAt\": \"2099-01-01T00:00:00Z\"}",
            "createTenant", "{\"id\": \"acme\"}");

    private static final List<String> MEDIA_TYPES = List.of(
            "text/plain",
            "application/xml",
            "application/json; charset=utf-16",
            "application/x-www-form-urlencoded",
            "image/png",
            "x",
            "*/*");

    @TestHTTPResource("/")
    URI server;

    private final HostileValues hostile = new HostileValues(new Random(SEED));
    private JsonNode document;
    private Conformity conformity;
    private String listener;

    private record Operation(String method, String path, JsonNode json) {
        String id() {
            return json.path("operationId").textValue();
        }

        boolean hasBody() {
            return json.has("requestBody");
        }
    }

    @BeforeEach
    void start() throws IOException {
        Api.installKeys();
        listener = Api.created("fuzzed");
        document =
                JSON.readTree(Api.as(Keys.ADMIN).get("/q/openapi?format=json").asString());
        conformity = new Conformity(document);
    }

    @Test
    void answersEveryRequestAsItIsDeclared() throws IOException {
        for (Operation operation : operations()) {
            for (int i = 0; i < REQUESTS_PER_OPERATION; i++) {
                boolean known = hostile.chance(95);
                byte[] request = request(operation, known ? Keys.ADMIN : "hk_nobody_" + "x".repeat(40));
                RawAnswer answer = exchange(request);
                check(operation, answer, () -> describe(operation, request, answer));
                if (!known) {
                    assertThat(answer.status())
                            .as(describe(operation, request, answer))
                            .isIn(400, 401, 404);
                }
            }
        }
    }

    @Test
    @Threat("D15")
    void refusesOtherMethodsAndNamesThoseThatThereAre() throws IOException {
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            Set<String> declared = new TreeSet<>();
            path.getValue().fieldNames().forEachRemaining(declared::add);
            declared.retainAll(METHODS);
            Set<String> others = new TreeSet<>(METHODS);
            others.removeAll(declared);
            for (String other : others) {
                String target = path.getKey().replaceAll("\\{[^}]+}", listener);
                RawAnswer answer = exchange(head(other, target, Keys.ADMIN, "Content-Length: 0"));
                assertThat(answer.status())
                        .as(other + " " + target + ": " + answer)
                        .isEqualTo(405);
                assertThat(List.of(
                                answer.header("allow").toLowerCase(Locale.ROOT).split(", ")))
                        .as(other + " " + target)
                        .containsAll(declared)
                        .doesNotContain(other);
                checkProblem(answer, () -> other + " " + target + ": " + answer);
            }
        }
    }

    @Test
    void refusesOtherMediaTypesAndWhoeverIsNobody() throws IOException {
        for (Operation operation : operations()) {
            String target = existing(operation);
            byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
            RawAnswer nobody = exchange(
                    head(operation.method(), target, "", "Content-Type: application/json", "Content-Length: 2"), body);
            assertThat(nobody.status()).as(operation + " without a key").isEqualTo(401);
            assertThat(nobody.header("www-authenticate")).as(operation.id()).startsWith("Bearer");
            checkProblem(nobody, () -> operation.id() + ": " + nobody);
            RawAnswer picky =
                    exchange(head(operation.method(), target, Keys.ADMIN, "Accept: image/png", "Content-Length: 0"));
            assertThat(picky.status())
                    .as(operation.id() + " for a picture: " + picky)
                    .isIn(406, 204, 400, 404, 415);
            if (operation.hasBody()) {
                RawAnswer text = exchange(
                        head(operation.method(), target, Keys.ADMIN, "Content-Type: image/png", "Content-Length: 2"),
                        body);
                assertThat(text.status())
                        .as(operation.id() + " with a picture: " + text)
                        .isEqualTo(415);
                checkProblem(text, () -> operation.id() + ": " + text);
            }
        }
    }

    private List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(method -> METHODS.contains(method.getKey()))
                        .forEach(method ->
                                operations.add(new Operation(method.getKey(), path.getKey(), method.getValue()))));
        assertThat(operations).hasSizeGreaterThan(30);
        return operations;
    }

    private byte[] request(Operation operation, String key) throws IOException {
        StringBuilder target = new StringBuilder(operation.path());
        StringBuilder query = new StringBuilder();
        List<String> headers = new ArrayList<>();
        for (JsonNode reference : operation.json().path("parameters")) {
            JsonNode parameter = conformity.resolve(reference);
            String name = parameter.path("name").textValue();
            switch (parameter.path("in").textValue()) {
                case "path" -> {
                    String value = hostile.chance(60) ? known(parameter) : hostile.segment();
                    int at = target.indexOf("{" + name + "}");
                    target.replace(at, at + name.length() + 2, value);
                }
                case "query" -> {
                    for (int i = hostile.chance(30) ? 2 : 1; i > 0 && hostile.chance(40); i--) {
                        query.append(query.isEmpty() ? "?" : "&")
                                .append(name)
                                .append('=')
                                .append(hostile.parameter());
                    }
                }
                default -> {
                    if (hostile.chance(30)) {
                        headers.add(name + ": " + hostile.parameter());
                    }
                }
            }
        }
        if (hostile.chance(10)) {
            headers.add("Accept: "
                    + hostile.oneOf(
                            List.of("application/json", "text/html", "*/*;q=0", "x", "application/problem+json")));
        }
        byte[] body = operation.hasBody()
                ? hostile.body(BODIES.getOrDefault(operation.id(), "{\"a\": {\"b\": [1]}}"))
                : new byte[0];
        if (operation.hasBody()) {
            headers.add("Content-Type: "
                    + (hostile.chance(92) ? declaredMediaType(operation) : hostile.oneOf(MEDIA_TYPES)));
        }
        headers.add("Content-Length: " + body.length);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(head(operation.method(), target.append(query).toString(), key, headers.toArray(String[]::new)));
        bytes.write(body);
        return bytes.toByteArray();
    }

    /** Its path with the first value that each parameter may have. */
    private String existing(Operation operation) {
        String target = operation.path();
        for (JsonNode reference : operation.json().path("parameters")) {
            JsonNode parameter = conformity.resolve(reference);
            JsonNode first = conformity.resolve(parameter.path("schema")).at("/enum/0");
            target = target.replace(
                    "{" + parameter.path("name").textValue() + "}",
                    first.isMissingNode() ? listener : first.textValue());
        }
        return target;
    }

    private String known(JsonNode parameter) {
        JsonNode schema = conformity.resolve(parameter.path("schema"));
        return schema.has("enum")
                ? hostile.oneOf(List.of(schema.get("enum").get(0).textValue()))
                : hostile.chance(70) ? listener : parameter.path("example").asText("x");
    }

    private String declaredMediaType(Operation operation) {
        List<String> types = new ArrayList<>();
        conformity
                .resolve(operation.json().path("requestBody"))
                .path("content")
                .fieldNames()
                .forEachRemaining(types::add);
        return hostile.oneOf(types);
    }

    private static byte[] head(String method, String target, String key, String... headers) {
        StringBuilder text = new StringBuilder(
                method.toUpperCase(Locale.ROOT) + " " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n");
        if (!key.isEmpty()) {
            text.append("Authorization: Bearer ").append(key).append("\r\n");
        }
        for (String header : headers) {
            text.append(header).append("\r\n");
        }
        return text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private RawAnswer exchange(byte[]... request) throws IOException {
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(20_000);
            for (byte[] part : request) {
                socket.getOutputStream().write(part);
            }
            socket.getOutputStream().flush();
            return RawAnswer.parse(socket.getInputStream().readAllBytes());
        }
    }

    private void check(Operation operation, RawAnswer answer, Supplier<String> story) {
        assertThat(answer.status()).as(story).isLessThan(500);
        if (answer.status() == 400 && answer.body().length == 0) {
            return; // A target that cannot be decoded comes to nobody.
        }
        if (answer.status() >= 400) {
            checkProblem(answer, story);
        }
        JsonNode responses = operation.json().path("responses");
        JsonNode declared = conformity.resolve(responses.path(Integer.toString(answer.status())));
        // A hostile id may be another path altogether.
        if (answer.status() != 404 && answer.status() != 405) {
            assertThat(declared.isMissingNode())
                    .as(() -> "undeclared: " + story.get())
                    .isFalse();
        }
        JsonNode content = declared.path("content");
        if (answer.status() < 300 && !content.isEmpty()) {
            JsonNode schema = content.iterator().next().path("schema");
            assertThat(conformity.faults(schema, answer.json())).as(story).isEmpty();
        }
    }

    private void checkProblem(RawAnswer answer, Supplier<String> story) {
        assertThat(answer.header("content-type")).as(story).startsWith("application/problem+json");
        JsonNode problem = answer.json();
        assertThat(conformity.faults(document.at("/components/schemas/Problem"), problem))
                .as(story)
                .isEmpty();
        assertThat(problem.path("status").asInt()).as(story).isEqualTo(answer.status());
        assertThat(problem.path("type").textValue()).as(story).startsWith("https://hearken.dev/problems/");
    }

    private static String describe(Operation operation, byte[] request, RawAnswer answer) {
        String sent = new String(request, StandardCharsets.UTF_8);
        return "seed " + SEED + ", " + operation.id() + "\n" + sent.substring(0, Math.min(sent.length(), 3_000))
                + "\n-> " + answer;
    }
}
