package dev.hearken.registry.listener;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.model.listener.ListenerId;
import dev.hearken.registry.Api;
import dev.hearken.registry.Keys;
import dev.hearken.registry.RegistryResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

@QuarkusTest
@WithTestResource(RegistryResource.class)
class ListenerLifeTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @BeforeEach
    void keys() {
        Api.installKeys();
    }

    @Test
    void beginsWithAnIdentityARevisionAndEveryDefault() {
        // when
        Response response = Api.create(Api.listener("new"));

        // then
        String id = response.path("id");
        assertThat(ListenerId.isValid(id)).isTrue();
        response.then()
                .statusCode(201)
                .contentType(ContentType.JSON)
                .header("Location", Api.LISTENERS + "/" + id)
                .header("ETag", "\"1\"")
                .body("revision", equalTo(1))
                .body("enabled", equalTo(true))
                .body("callback.timeout", equalTo("PT15S"))
                .body("callback.signing.scheme", equalTo("standard-webhooks"))
                .body("delivery.retry.schedule.size()", equalTo(9))
                .body("state.health", equalTo("active"))
                .body("createdBy", equalTo("key:editor"))
                .body("$", not(hasKey("tenant")))
                .body("$", not(hasKey("signingSecret")));
        assertThat(Api.get(id).asString()).isEqualTo(response.asString());
    }

    @Test
    void keepsTheOrderOfHeadersAndOfAFixedBody() {
        // given
        String body = """
                {"name": "ordered", "callback": {"type": "http", "url": "https://example.com/",
                 "headers": {"X-Zebra": "1", "X-A": "2"}, "body": {"zz": 1.10, "a": {"y": null, "b": 12345678901234567890}}}}""";

        // when
        String id = Api.create(body).path("id");

        // then
        assertThat(Api.get(id).asString())
                .contains("{\"X-Zebra\":\"1\",\"X-A\":\"2\"}")
                .contains("{\"zz\":1.10,\"a\":{\"y\":null,\"b\":12345678901234567890}}");
    }

    @Test
    void canBeReadEditedAndWrittenBack() throws Exception {
        // given
        String id = Api.created("before");
        ObjectNode view = (ObjectNode) JSON.readTree(Api.get(id).asString());

        // when
        Response response = Api.put(id, view.put("name", "after").toString());

        // then
        response.then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("revision", equalTo(2))
                .body("name", equalTo("after"));
        JsonNode after = JSON.readTree(Api.get(id).asString());
        assertThat(after.path("createdAt")).isEqualTo(view.path("createdAt"));
        assertThat(after.path("state")).isEqualTo(view.path("state"));
    }

    @Test
    void isReplacedWholeByAPut() {
        // given
        String id = Api.create("""
                        {"name": "full", "description": "d", "enabled": false, "labels": {"a": "b"},
                         "callback": {"type": "http", "url": "https://example.com/", "timeout": "PT1S"}}""").path("id");

        // when
        Response response = Api.put(id, Api.listener("bare"));

        // then
        response.then()
                .statusCode(200)
                .body("$", not(hasKey("description")))
                .body("enabled", equalTo(true))
                .body("labels.size()", equalTo(0))
                .body("callback.timeout", equalTo("PT15S"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/id        | \"id\": \"01JD9Z6Q0V3T8M2K4N6P8R0S2T\"",
                "/revision  | \"revision\": 99",
                "/state     | \"state\": {\"health\": \"disabled\", \"reason\": null, \"since\": \"2026-01-01T00:00:00Z\"}",
                "/createdAt | \"createdAt\": null",
                "/createdBy | \"createdBy\": \"somebody\"",
            })
    void refusesAChangeOfWhatHearkenSets(String pointer, String field) {
        // given
        String id = Api.created("mine");
        String put = Api.listener("mine").replaceFirst("\\{", "{" + field + ", ");

        // then
        Api.put(id, put).then().statusCode(422).body("errors.pointer", hasItem(pointer));
        Api.patch(id, "{" + field + "}").then().statusCode(422).body("errors.pointer", hasItem(pointer));
    }

    @Test
    void isChangedInPartsByAPatch() {
        // given
        String id = Api.create("""
                        {"name": "whole", "description": "d", "labels": {"a": "1", "b": "2"},
                         "callback": {"type": "http", "url": "https://example.com/", "headers": {"X-A": "1"}}}""").path("id");

        // when
        Response response = Api.patch(id, """
                {"description": null, "labels": {"a": null, "c": "3"}, "callback": {"timeout": "PT5S"}}""");

        // then
        response.then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("name", equalTo("whole"))
                .body("$", not(hasKey("description")))
                .body("labels", equalTo(Map.of("b", "2", "c", "3")))
                .body("callback.timeout", equalTo("PT5S"))
                .body("callback.headers.X-A", equalTo("1"));
    }

    @Test
    void takesAPatchAsPlainJsonToo() {
        // given
        String id = Api.created("old name");

        // when
        Response response = Api.as(Keys.EDITOR)
                .contentType(ContentType.JSON)
                .body("{\"name\": \"new name\"}")
                .patch(Api.LISTENERS + "/" + id);

        // then
        response.then().statusCode(200).body("name", equalTo("new name"));
    }

    @Test
    void getsAndLosesAFixedBodyByAPatchOfTheBodyAlone() {
        // given
        String id = Api.created("body");

        // when
        Response set = Api.patch(id, "{\"callback\": {\"body\": {\"a\": 1}}}");
        Response removed = Api.patch(id, "{\"callback\": {\"body\": null}}");

        // then
        set.then().statusCode(200).body("callback.format", equalTo("template"));
        removed.then().statusCode(200).body("callback.format", equalTo("event"));
    }

    @Test
    void keepsTemplatesAsTheyWereWritten() {
        // given
        Api.putValue("variables/host", "hooks.example.com");
        Api.putValue("secrets/airflow", "airflow:airflow");
        Api.putValue("secrets/key", "0123456789abcdef");

        // when
        Response created = Api.create("""
                {"name": "templates", "callback": {"type": "http",
                 "url": "https://${{ variables.host|lower }}/x?rows=${{metadata.rows}}",
                 "headers": {"Authorization": "Basic ${{secrets.airflow | base64}}"},
                 "body": {"rows": "${{metadata.rows}}", "a${{event.id}}": "$${{x}}"}, "strict": true, "tail": 5,
                 "successStatus": ["200", "202-204"],
                 "signing": {"scheme": "hmac-header", "profile": "trifacta", "secret": "${{secrets.key}}"}}}""");

        // then
        created.then()
                .statusCode(201)
                .body("callback.url", equalTo("https://${{ variables.host|lower }}/x?rows=${{metadata.rows}}"))
                .body("callback.headers.Authorization", equalTo("Basic ${{secrets.airflow | base64}}"))
                .body("callback.body", equalTo(Map.of("rows", "${{metadata.rows}}", "a${{event.id}}", "$${{x}}")))
                .body("callback.format", equalTo("template"))
                .body("callback.strict", equalTo(true))
                .body("callback.tail", equalTo(5))
                .body("callback.successStatus", equalTo(List.of("200", "202-204")))
                .body("callback.signing.profile", equalTo("trifacta"))
                .body("callback.signing.secret", equalTo("${{secrets.key}}"));
    }

    @Test
    void keepsAFormatThatTakesABodyWhenTheBodyChanges() {
        // given
        String id = Api.create("""
                {"name": "trifacta", "callback": {"type": "http", "url": "https://example.com/", "format": "trifacta"}}""").path("id");

        // when
        Response response = Api.patch(id, "{\"callback\": {\"body\": {\"a\": 1}}}");

        // then
        response.then().statusCode(200).body("callback.format", equalTo("trifacta"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"name\": \"same\"}", "{\"enabled\": true}", "{\"revision\": 1}"})
    void keepsItsRevisionWhenNothingChanges(String patch) {
        // given
        String id = Api.created("same");

        // when
        Response response = Api.patch(id, patch);

        // then
        response.then().statusCode(200).body("revision", equalTo(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "\"x\"", "7", "null"})
    void refusesAPatchThatIsNoObject(String patch) {
        // given
        String id = Api.created("object");

        // then
        Api.patch(id, patch).then().statusCode(422).body("errors[0].pointer", equalTo(""));
    }

    @Test
    void pausesAndGoesOn() {
        // given
        String id = Api.created("pausing");

        // when
        Response paused = action(id, "pause");
        Response pausedAgain = action(id, "pause");
        Response resumed = action(id, "resume");

        // then
        paused.then().statusCode(200).body("state.health", equalTo("paused")).body("revision", equalTo(2));
        assertThat(pausedAgain.asString()).isEqualTo(paused.asString());
        resumed.then().statusCode(200).body("state.health", equalTo("active")).body("revision", equalTo(3));
    }

    @Test
    void isDisabledEvenWhilePausedAndStaysPaused() {
        // given
        String id = Api.created("both");
        action(id, "pause");

        // when
        Response disabled = action(id, "disable");
        Response disabledAgain = action(id, "disable");
        Response enabled = action(id, "enable");

        // then
        disabled.then().body("state.health", equalTo("disabled")).body("enabled", equalTo(false));
        assertThat(disabledAgain.asString()).isEqualTo(disabled.asString());
        enabled.then().body("state.health", equalTo("paused")).body("enabled", equalTo(true));
    }

    @Test
    void tellsSinceWhenItsStateIsWhatItIs() {
        // given
        String id = Api.created("since");
        String created = Api.get(id).path("state.since");

        // when
        String renamed = Api.patch(id, "{\"name\": \"renamed\"}").path("state.since");
        String paused = action(id, "pause").path("state.since");
        String updated = Api.get(id).path("updatedAt");

        // then
        assertThat(renamed).isEqualTo(created);
        assertThat(paused).isEqualTo(updated);
    }

    @Test
    void endsForEver() {
        // given
        String id = Api.created("short-lived");

        // when
        Response deleted = Api.as(Keys.EDITOR).delete(Api.LISTENERS + "/" + id);

        // then
        deleted.then().statusCode(204);
        assertThat(deleted.asString()).isEmpty();
        Api.get(id).then().statusCode(404).contentType("application/problem+json");
        Api.as(Keys.EDITOR).delete(Api.LISTENERS + "/" + id).then().statusCode(404);
        Api.put(id, Api.listener("x")).then().statusCode(404);
        Api.patch(id, "{}").then().statusCode(404);
        action(id, "pause").then().statusCode(404);
        Api.as(Keys.EDITOR).get(Api.LISTENERS + "/" + id + "/secret").then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "01JD9Z6Q0V3T8M2K4N6P8R0S2t",
                "01JD9Z6Q0V3T8M2K4N6P8R0S2T",
                "%00",
                "..%2f",
                "'; drop table listener"
            })
    void isNotFoundUnderAnIdThatItNeverHad(String id) {
        Api.get(id).then().statusCode(404).contentType("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"2\"", "W/\"1\"", "1", "\"0\", \"2\""})
    void isNotChangedOnABasisThatIsNotTheCurrentOne(String ifMatch) {
        // given
        String path = Api.LISTENERS + "/" + Api.created("guarded");

        // then
        var request = Api.as(Keys.EDITOR).header("If-Match", ifMatch);
        request.contentType(ContentType.JSON)
                .body(Api.listener("x"))
                .put(path)
                .then()
                .statusCode(412);
        Api.as(Keys.EDITOR)
                .header("If-Match", ifMatch)
                .contentType(ContentType.JSON)
                .body("{}")
                .patch(path)
                .then()
                .statusCode(412);
        Api.as(Keys.EDITOR)
                .header("If-Match", ifMatch)
                .post(path + "/pause")
                .then()
                .statusCode(412);
        Api.as(Keys.EDITOR)
                .header("If-Match", ifMatch)
                .post(path + "/disable")
                .then()
                .statusCode(412);
        Api.as(Keys.EDITOR)
                .header("If-Match", ifMatch)
                .delete(path)
                .then()
                .statusCode(412)
                .contentType("application/problem+json")
                .body("detail", equalTo("If-Match does not name the current revision, \"1\": read it again"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1\"", "*", "\"7\", \"1\""})
    void isChangedOnTheCurrentBasis(String ifMatch) {
        // given
        String path = Api.LISTENERS + "/" + Api.created("guarded");

        // when
        Response response = Api.as(Keys.EDITOR).header("If-Match", ifMatch).post(path + "/pause");

        // then
        response.then().statusCode(200).header("ETag", "\"2\"");
    }

    @Test
    void isNotSentToAClientThatHasIt() {
        // given
        String path = Api.LISTENERS + "/" + Api.created("known");

        // when
        Response known = Api.as(Keys.VIEWER).header("If-None-Match", "\"1\"").get(path);
        Response outdated = Api.as(Keys.VIEWER).header("If-None-Match", "\"0\"").get(path);

        // then
        known.then().statusCode(304).header("ETag", "\"1\"");
        assertThat(known.asString()).isEmpty();
        outdated.then().statusCode(200);
    }

    private static Response action(String id, String action) {
        return Api.as(Keys.EDITOR).post(Api.LISTENERS + "/" + id + "/" + action);
    }
}
