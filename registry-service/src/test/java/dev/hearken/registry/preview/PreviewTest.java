package dev.hearken.registry.preview;

import dev.hearken.registry.Api;
import dev.hearken.registry.Keys;
import dev.hearken.registry.RegistryResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

@QuarkusTest
@WithTestResource(RegistryResource.class)
class PreviewTest {
    private static final String SECRET = "c2VjcmV0LW9mLXRoZS1wcmV2aWV3";

    private static final String LISTENER = """
            {"name": "downstream",
             "selector": {"events": ["execution.succeeded"], "workflows": ["nightly-*"]},
             "rules": [{"variable": "metadata.rows", "operation": "GREATER_THAN", "value": "100"}],
             "condition": "execution.error == null",
             "quietWindows": [{"days": ["SATURDAY"], "from": "00:00", "to": "08:00", "then": "DROP"}],
             "callback": {"type": "http", "url": "https://${{variables.preview_host}}/run",
              "headers": {"Authorization": "Basic ${{secrets.preview_token}}"},
              "body": {"conf": {"rows": "${{metadata.rows}}", "key": "${{secrets.preview_token}}"},
                       "note": "by ${{execution.triggeredBy}}"}}}
            """;

    private static final String EVENT = """
            {"type": "execution.succeeded", "time": "2026-01-07T02:15:00Z",
             "data": {"workflow": {"name": "nightly-load"}, "execution": {"id": "e-42", "triggeredBy": "schedule"},
                      "metadata": {"rows": 120}}}
            """;

    @BeforeEach
    void values() {
        Api.installKeys();
        Api.putValue("variables/preview_host", "hooks.example.com");
        Api.putValue("secrets/preview_token", SECRET);
    }

    @Test
    void showsTheExactRequestWithItsSecretsMasked() {
        // when
        Response response = preview(LISTENER, EVENT);

        // then
        response.then()
                .statusCode(200)
                .body("matches", equalTo(true))
                .body("because.holds", not(hasItem(false)))
                .body("request.method", equalTo("POST"))
                .body("request.url", equalTo("https://hooks.example.com/run"))
                .body("request.headers.Authorization", equalTo("Basic ***"))
                .body("request.headers.webhook-id", startsWith("msg_"))
                .body("request.headers.webhook-signature", equalTo("***"))
                .body("request.body.conf.rows", equalTo(120))
                .body("request.body.conf.key", equalTo("***"))
                .body("request.body.note", equalTo("by schedule"))
                .body("missing.secrets", empty());
        assertThat(response.asString()).doesNotContain(SECRET);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "rows": 120          | "rows": 5             | rules[0]           | metadata.rows
            nightly-load         | daily-load            | selector.workflows | daily-load
            execution.succeeded  | execution.failed      | selector.events    | execution.failed
            2026-01-07           | 2026-01-10            | quietWindows[0]    | 2026-01-10
            "triggeredBy"        | "error": {}, "by"     | condition          | is false
            """)
    void saysWhatDoesNotHoldAndWithWhichValue(String text, String replacement, String part, String detail) {
        // when
        Response response = preview(LISTENER, EVENT.replace(text, replacement));

        // then
        response.then()
                .statusCode(200)
                .body("matches", equalTo(false))
                .body("because.findAll { !it.holds }.part", contains(part))
                .body("because.find { !it.holds }.detail", containsString(detail))
                .body("$", hasKey("request"));
    }

    @Test
    void showsARegisteredListenerToItsTenantAlone() {
        // given
        String id = Api.create(LISTENER).then().statusCode(201).extract().path("id");
        String body = "{\"listenerId\": \"%s\", \"event\": %s}".formatted(id, EVENT);

        // then
        post(Keys.VIEWER, body).then().statusCode(200).body("request.headers.X-Hearken-Listener", equalTo(id));
        post(Keys.OTHER_TENANT, body).then().statusCode(404);
        Api.as(Keys.EDITOR).post(Api.LISTENERS + "/" + id + "/disable");
        post(Keys.VIEWER, body)
                .then()
                .body("matches", equalTo(false))
                .body("because.find { !it.holds }.part", equalTo("enabled"));
        Api.as(Keys.EDITOR).delete(Api.LISTENERS + "/" + id);
    }

    @Test
    void namesWhatIsMissing() {
        // when
        Response response = preview(LISTENER.replace("preview_token", "preview_gone"), EVENT);

        // then
        response.then().statusCode(200).body("missing.secrets", contains("preview_gone"));
    }

    @Test
    void saysWhyThereIsNoRequest() {
        // when
        Response response = preview(
                LISTENER.replace("\"body\"", "\"strict\": true, \"body\"").replace("triggeredBy", "by"), EVENT);

        // then
        response.then()
                .statusCode(200)
                .body("matches", equalTo(true))
                .body("failure.detail", containsString("execution.by"))
                .body("$", not(hasKey("request")));
    }

    @Test
    void takesEveryFormOfAnEvent() {
        // given
        String flat = """
                {"id": "1", "type": "execution.succeeded", "workflow": {"name": "nightly-load"},
                 "execution": {"id": "e-42"}, "metadata": {"rows": 101}}""";
        String mistral = """
                {"id": "6b1f", "name": "nightly-load", "workflow_name": "nightly-load", "workflow_id": "5c5f",
                 "state": "SUCCESS", "state_info": null, "created_at": "2026-01-07 03:04:05",
                 "updated_at": "2026-01-07 03:05:00", "event": "WORKFLOW_SUCCEEDED"}""";

        // then
        preview(LISTENER, flat).then().statusCode(200).body("matches", equalTo(true));
        preview(LISTENER, mistral)
                .then()
                .statusCode(200)
                .body("because.findAll { !it.holds }.part", contains("rules[0]"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
            {}                                                              | 422 | /event
            {"event": {"type": "execution.succeeded"}}                      | 422 | /listener
            {"listenerId": 5, "event": {"type": "x"}}                       | 422 | /listenerId
            {"listener": {"name": "x"}, "event": {"type": "x"}}             | 422 | /listener/callback
            {"listener": {"name": "n", "callback": {"type": "http", "url": "https://a.example/"}}, "event": {"type": "x"}} | 400 | /event
            {"listener": {"name": "n", "callback": {"type": "http", "url": "https://a.example/"}}, "event": {}, "x": 1}    | 422 | /x
            """)
    void refusesWhatCannotBeShown(String body, int status, String pointer) {
        post(Keys.VIEWER, body).then().statusCode(status).body("errors.pointer", hasItem(pointer));
    }

    private static Response preview(String listener, String event) {
        return post(Keys.VIEWER, "{\"listener\": %s, \"event\": %s}".formatted(listener, event));
    }

    private static Response post(String key, String body) {
        return Api.as(key).contentType(ContentType.JSON).body(body).post("/v1/preview");
    }
}
