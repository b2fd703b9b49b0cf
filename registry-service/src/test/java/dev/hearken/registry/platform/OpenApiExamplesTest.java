package dev.hearken.registry.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hearken.registry.Api;
import dev.hearken.registry.Keys;
import dev.hearken.registry.RegistryResource;
import dev.hearken.registry.fuzz.Conformity;
import dev.hearken.registry.problem.ProblemType;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What the OpenAPI document says of every operation: which problems it answers with, and an example of each body. */
@QuarkusTest
@WithTestResource(RegistryResource.class)
class OpenApiExamplesTest {
    private static final Set<String> EVERYWHERE = Set.of("400", "401", "403", "406", "429", "500", "503");

    /** They make what is not there. */
    private static final Set<String> NEVER_NOT_FOUND = Set.of("putVariable", "putSecret");

    private static final Map<String, ProblemType> PROBLEMS = Arrays.stream(ProblemType.values())
            .collect(Collectors.toMap(type -> type.type().toString(), type -> type));

    private Conformity conformity;
    private List<Operation> operations;

    private record Operation(String path, String method, JsonNode json) {
        String id() {
            return json.path("operationId").asText();
        }
    }

    /**
     * A body as the document has it.
     *
     * @param place of which operation, and where
     * @param status of the answer; 0 for the body of a request
     */
    private record Body(String place, int status, String mediaType, JsonNode json) {}

    @BeforeEach
    void read() throws IOException {
        JsonNode document = new ObjectMapper()
                .readTree(Api.as(Keys.ADMIN).get("/q/openapi?format=json").asString());
        conformity = new Conformity(document);
        operations = new ArrayList<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(method -> method.getValue().has("operationId"))
                        .forEach(method ->
                                operations.add(new Operation(path.getKey(), method.getKey(), method.getValue()))));
        assertThat(operations).hasSizeGreaterThan(40);
    }

    @Test
    void nameTheProblemsOfEveryOperation() {
        // when
        List<String> lacking = new ArrayList<>();
        for (Operation operation : operations) {
            Set<String> wanted = problemsOf(operation);
            operation.json().path("responses").fieldNames().forEachRemaining(wanted::remove);
            if (!wanted.isEmpty()) {
                lacking.add(operation.id() + " lacks " + wanted);
            }
        }

        // then
        assertThat(lacking).isEmpty();
    }

    private Set<String> problemsOf(Operation operation) {
        Set<String> wanted = new TreeSet<>(EVERYWHERE);
        Set<String> parameters = parameters(operation);
        if (operation.path().contains("{") && !NEVER_NOT_FOUND.contains(operation.id())) {
            wanted.add("404");
        }
        if (operation.json().has("requestBody")) {
            wanted.addAll(Set.of("413", "415"));
        }
        if (parameters.contains("header If-Match")) {
            wanted.add("412");
        }
        if (parameters.contains("header Idempotency-Key")) {
            wanted.addAll(Set.of("409", "422"));
        }
        return wanted;
    }

    private Set<String> parameters(Operation operation) {
        return StreamSupport.stream(operation.json().path("parameters").spliterator(), false)
                .map(conformity::resolve)
                .map(parameter -> parameter.path("in").asText() + " "
                        + parameter.path("name").asText())
                .collect(Collectors.toSet());
    }

    @Test
    void showAnExampleOfEveryBody() {
        // when
        List<String> without = bodies().stream()
                .filter(body -> example(body).isEmpty())
                .map(Body::place)
                .toList();

        // then
        assertThat(bodies()).hasSizeGreaterThan(400);
        assertThat(without).isEmpty();
    }

    @Test
    void showExamplesThatAreWhatTheirSchemasSay() {
        // when
        List<String> faults = new ArrayList<>();
        for (Body body : bodies()) {
            example(body)
                    .ifPresent(example -> conformity
                            .faults(body.json().path("schema"), example)
                            .forEach(fault -> faults.add(body.place() + ": " + fault)));
        }

        // then
        assertThat(faults).isEmpty();
    }

    @Test
    void showProblemsThatThereAre() {
        // when
        List<String> faults = new ArrayList<>();
        for (Body body : bodies()) {
            if (body.status() >= 400) {
                JsonNode example = example(body).orElseThrow();
                ProblemType type = PROBLEMS.get(example.path("type").asText());
                if (!body.mediaType().equals("application/problem+json")
                        || type == null
                        || type.status() != body.status()
                        || example.path("status").asInt() != body.status()
                        || !type.title().equals(example.path("title").asText())) {
                    faults.add(body.place() + ": " + example);
                }
            }
        }

        // then
        assertThat(faults).isEmpty();
    }

    /** All of all operations; a problem without a body is one that is lacking. */
    private List<Body> bodies() {
        List<Body> bodies = new ArrayList<>();
        for (Operation operation : operations) {
            add(bodies, operation.id() + " request", 0, operation.json().path("requestBody"));
            operation.json().path("responses").properties().forEach(answer -> {
                int status = Integer.parseInt(answer.getKey());
                JsonNode response = conformity.resolve(answer.getValue());
                String place = operation.id() + " " + status;
                assertThat(response.has("content") || status == 204 || status == 304)
                        .as(place)
                        .isTrue();
                add(bodies, place, status, response);
            });
        }
        return bodies;
    }

    private void add(List<Body> bodies, String place, int status, JsonNode holder) {
        conformity
                .resolve(holder)
                .path("content")
                .properties()
                .forEach(type ->
                        bodies.add(new Body(place + " " + type.getKey(), status, type.getKey(), type.getValue())));
    }

    private Optional<JsonNode> example(Body body) {
        if (body.json().has("example")) {
            return Optional.of(body.json().get("example"));
        }
        return Optional.ofNullable(
                conformity.resolve(body.json().path("schema")).get("example"));
    }
}
