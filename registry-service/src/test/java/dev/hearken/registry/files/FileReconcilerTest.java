package dev.hearken.registry.files;

import dev.hearken.registry.Api;
import dev.hearken.registry.Keys;
import dev.hearken.registry.RegistryResource;
import dev.hearken.registry.listener.FileListeners;
import dev.hearken.registry.tenancy.TenantScope;
import dev.hearken.test.marks.Threat;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

@QuarkusTest
@WithTestResource(RegistryResource.class)
class FileReconcilerTest {
    private static final String ONE = """
            name: %s
            selector:
              events: [execution.succeeded]
            callback:
              type: http
              url: https://hooks.example.com/%s
            """;

    @TempDir
    Path directory;

    @Inject
    FileListeners listeners;

    @Inject
    TenantScope scope;

    private final FileFaults faults = new FileFaults(new SimpleMeterRegistry());
    private FileReconciler reconciler;

    @BeforeEach
    void start() {
        Api.installKeys();
        reconciler = reconciler();
    }

    private FileReconciler reconciler() {
        FilesConfig config = new FilesConfig() {
            @Override
            public Optional<Path> directory() {
                return Optional.of(directory);
            }

            @Override
            public Duration pollInterval() {
                return Duration.ofSeconds(10);
            }
        };
        return new FileReconciler(config, listeners, scope, faults);
    }

    @AfterEach
    void forget() throws Exception {
        try (Connection connection = Api.database().getConnection()) {
            connection.createStatement().execute("delete from listener where file_key is not null");
        }
    }

    @Test
    void createsWhatAFileDefines() throws IOException {
        // given
        write("a.yaml", ONE.formatted("from-file", "a"));

        // when
        reconciler.look();

        // then
        assertThat(faults.all()).isEmpty();
        byName("from-file")
                .then()
                .body("items", hasSize(1))
                .body("items[0].source", equalTo("file"))
                .body("items[0].createdBy", equalTo("file:a.yaml"))
                .body("items[0].callback.url", equalTo("https://hooks.example.com/a"));
    }

    @Test
    void changesAndRemovesWithTheFile() throws IOException {
        // given
        write("a.yaml", ONE.formatted("changing", "a"));
        write("b.json", Api.listener("going"));
        reconciler.look();
        String id = id("changing");

        // when
        write("a.yaml", ONE.formatted("changing", "b"));
        Files.delete(directory.resolve("b.json"));
        reconciler.look();

        // then
        Api.get(id)
                .then()
                .body("callback.url", equalTo("https://hooks.example.com/b"))
                .body("revision", equalTo(2));
        byName("going").then().body("items", hasSize(0));
        Api.as(Keys.ADMIN)
                .get("/v1/audit?id=" + id)
                .then()
                .body("items.actor", equalTo(List.of("file:a.yaml", "file:a.yaml")));
    }

    @Test
    void changesNothingWhereTheFilesAreTheSame() throws IOException {
        // given
        write("a.yaml", ONE.formatted("steady", "a"));
        reconciler.look();
        String id = id("steady");

        // when
        reconciler.look();
        reconciler().look();

        // then
        Api.get(id).then().body("revision", equalTo(1));
    }

    @Test
    void keepsAListenerThatIsRenamedUnderItsKey() throws IOException {
        // given
        write("a.yaml", "key: stable\n" + ONE.formatted("before", "a"));
        reconciler.look();
        String id = id("before");

        // when
        Files.delete(directory.resolve("a.yaml"));
        write("other.yml", "key: stable\n" + ONE.formatted("after", "a"));
        reconciler.look();

        // then
        Api.get(id).then().statusCode(200).body("name", equalTo("after"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{{",
                "name: [",
                "name: twice\nname: twice",
                "just text",
                "tenant: Not A Tenant\nlisteners: []",
                "listeners: {}",
                "listeners: []\nother: 1",
                "listeners: [1]",
                "listeners: [{callback: {type: http}}]",
                "name: broken\ncallback: {type: http, url: nonsense}",
                "name: broken\ncallback: {type: http, url: \"https://10.0.0.1/\"}",
                "name: broken\ncallback: {type: http, url: \"https://hooks.example.com/${{variables.not_there}}\"}",
                "name: broken\nid: 01JD9Z6Q0V3T8M2K4N6P8R0S2T\ncallback: {type: http, url: \"https://hooks.example.com/\"}",
                "name: \"nul\\0\"\ncallback: {type: http, url: \"https://hooks.example.com/\"}",
                "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]",
                "",
            })
    void keepsTheLastGoodStateOfABadFile(String bad) throws IOException {
        // given
        write("good.yaml", ONE.formatted("kept-one", "a"));
        write("was-good.yaml", ONE.formatted("kept-two", "a"));
        reconciler.look();

        // when
        write("was-good.yaml", bad);
        write("good.yaml", ONE.formatted("kept-one", "changed"));
        reconciler.look();

        // then
        assertThat(faults.all()).containsOnlyKeys("was-good.yaml");
        assertThat(new FilesCheck(faults).call().getData().orElseThrow()).containsKey("was-good.yaml");
        byName("kept-two").then().body("items", hasSize(1));
        byName("kept-one").then().body("items[0].callback.url", equalTo("https://hooks.example.com/changed"));
        byName("broken").then().body("items", hasSize(0));
    }

    @Test
    void putsAFileWholeOrNotAtAll() throws IOException {
        // given
        write("two.yaml", """
                listeners:
                  - {name: half, callback: {type: http, url: "https://hooks.example.com/"}}
                  - {name: other-half, callback: {type: http, url: "https://hooks.example.com/${{secrets.not_there}}"}}
                """);

        // when
        reconciler.look();

        // then
        assertThat(faults.all().get("two.yaml")).contains("other-half").contains("not_there");
        byName("half").then().body("items", hasSize(0));
    }

    @Test
    void takesAFileAsSoonAsWhatItNamesIsThere() throws IOException {
        // given
        write(
                "a.yaml",
                "name: patient\ncallback: {type: http, url: \"https://hooks.example.com/${{variables.late_variable}}\"}");
        reconciler.look();
        assertThat(faults.any()).isTrue();

        // when
        Api.putValue("variables/late_variable", "x");
        reconciler.look();

        // then
        assertThat(faults.any()).isFalse();
        byName("patient").then().body("items", hasSize(1));
    }

    @Test
    void refusesTheSameListenerInTwoFiles() throws IOException {
        // given
        write("a.yaml", ONE.formatted("double", "a"));
        write("b.yaml", ONE.formatted("double", "b"));

        // when
        reconciler.look();

        // then
        assertThat(faults.all()).containsOnlyKeys("b.yaml");
        byName("double").then().body("items[0].callback.url", equalTo("https://hooks.example.com/a"));
    }

    @Test
    void removesNothingWhenTheDirectoryIsEmptyOrGone() throws IOException {
        // given
        write("a.yaml", ONE.formatted("guarded", "a"));
        reconciler.look();

        // when
        Files.delete(directory.resolve("a.yaml"));
        reconciler.look();

        // then
        assertThat(faults.all().get(".")).contains("listeners: []");
        byName("guarded").then().body("items", hasSize(1));

        // and when
        Files.delete(directory);
        reconciler.look();

        // then
        assertThat(faults.all().get(".")).contains("cannot be read");
        byName("guarded").then().body("items", hasSize(1));
        Files.createDirectory(directory);
    }

    @Test
    void removesAllWhenAFileSaysThatThereAreNone() throws IOException {
        // given
        write("a.yaml", ONE.formatted("going", "a"));
        reconciler.look();

        // when
        write("a.yaml", "listeners: []");
        reconciler.look();

        // then
        assertThat(faults.any()).isFalse();
        byName("going").then().body("items", hasSize(0));
    }

    @Test
    void followsTheSwapOfAMountedConfigMap() throws IOException {
        // given
        Path first = Files.createDirectory(directory.resolve("..2026_01_07"));
        Files.writeString(first.resolve("a.yaml"), ONE.formatted("mounted", "a"));
        Files.createSymbolicLink(directory.resolve("..data"), first.getFileName());
        Files.createSymbolicLink(directory.resolve("a.yaml"), Path.of("..data/a.yaml"));
        reconciler.look();
        String id = id("mounted");

        // when
        Path second = Files.createDirectory(directory.resolve("..2026_01_08"));
        Files.writeString(second.resolve("a.yaml"), ONE.formatted("mounted", "b"));
        Files.createSymbolicLink(directory.resolve("..data_tmp"), second.getFileName());
        Files.move(
                directory.resolve("..data_tmp"),
                directory.resolve("..data"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        reconciler.look();

        // then
        Api.get(id).then().body("callback.url", equalTo("https://hooks.example.com/b"));
    }

    @Test
    void keepsTenantsApart() throws IOException {
        // given
        write("a.yaml", "tenant: other\n" + ONE.formatted("tenanted", "a"));

        // when
        reconciler.look();

        // then
        byName("tenanted").then().body("items", hasSize(0));
        Api.as(Keys.OTHER_TENANT).get(Api.LISTENERS + "?name=tenanted").then().body("items", hasSize(1));
    }

    @Test
    void keepsTheApiFromChangingAListener() throws IOException {
        // given
        write("a.yaml", ONE.formatted("read-only", "a"));
        reconciler.look();
        String id = id("read-only");
        String path = Api.LISTENERS + "/" + id;

        // when
        Map<String, Response> answers = Map.of(
                "PUT", Api.put(id, Api.listener("mine now")),
                "PATCH", Api.patch(id, "{\"description\": \"mine now\"}"),
                "DELETE", Api.as(Keys.ADMIN).delete(path),
                "disable", Api.as(Keys.ADMIN).post(path + "/disable"));

        // then
        answers.forEach((what, answer) -> {
            assertThat(answer.statusCode()).as(what).isEqualTo(409);
            assertThat(answer.<String>path("type")).isEqualTo("https://hearken.dev/problems/read-only");
            assertThat(answer.<String>path("detail")).contains("file:a.yaml");
        });
        Api.as(Keys.EDITOR).post(path + "/pause").then().statusCode(200);
        Api.as(Keys.EDITOR).post(path + "/resume").then().statusCode(200);
        Api.as(Keys.EDITOR).get(path + "/secret").then().statusCode(200);
        Api.get(id).then().body("name", equalTo("read-only"));
    }

    @Test
    void leavesAListenerDisabledThatHearkenDisabledUntilItIsEnabledOrTheFileChanges() throws Exception {
        // given
        write("a.yaml", ONE.formatted("given-up", "a"));
        reconciler.look();
        String id = id("given-up");
        try (Connection connection = Api.database().getConnection()) {
            connection.createStatement().execute("""
                    update listener set seen_health = 'disabled', seen_reason = 'gone', seen_since = now(),
                      definition = (definition::jsonb || '{"enabled": false}')::json where file_key = 'given-up'
                    """);
        }

        // when
        reconciler().look();

        // then
        Api.get(id).then().body("enabled", equalTo(false));
        Api.as(Keys.EDITOR).post(Api.LISTENERS + "/" + id + "/enable").then().statusCode(200);
        Api.get(id).then().body("enabled", equalTo(true)).body("state.health", equalTo("active"));
    }

    @Test
    @Threat("D10")
    void doesNotLetTheApiClaimThatAListenerIsFromAFile() {
        Api.as(Keys.EDITOR)
                .contentType(ContentType.JSON)
                .body("""
                        {"name": "x", "source": "file", "callback": {"type": "http", "url": "https://hooks.example.com/"}}""")
                .post(Api.LISTENERS)
                .then()
                .statusCode(422);
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(directory.resolve(file), text);
    }

    private static Response byName(String name) {
        return Api.as(Keys.VIEWER).get(Api.LISTENERS + "?name=" + name);
    }

    private static String id(String name) {
        return byName(name).path("items[0].id");
    }
}
