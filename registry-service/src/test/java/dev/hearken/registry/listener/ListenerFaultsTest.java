package dev.hearken.registry.listener;

import dev.hearken.registry.Api;
import dev.hearken.registry.Keys;
import dev.hearken.registry.RegistryResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.params.provider.Arguments.arguments;

@QuarkusTest
@WithTestResource(RegistryResource.class)
class ListenerFaultsTest {
    @BeforeEach
    void keys() {
        Api.installKeys();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("faults")
    void areNamedByTheirPointer(String pointer, String body) {
        // when
        Response response = Api.create(body);

        // then
        response.then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("type", equalTo("https://hearken.dev/problems/invalid-listener"));
        List<String> pointers = response.path("errors.pointer");
        assertThat(pointers).contains(pointer);
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                // the document
                arguments("", "[]"),
                arguments("", "\"text\""),
                arguments("", "null"),
                arguments("/name", "{}"),
                arguments("/callback", "{}"),
                // names and texts
                top("/name", "\"name\": null"),
                top("/name", "\"name\": \"\""),
                top("/name", "\"name\": \"  \""),
                top("/name", "\"name\": 7"),
                top("/name", "\"name\": \"" + "x".repeat(201) + "\""),
                top("/name", "\"name\": \"a\\u0007b\""),
                with("/description", "\"description\": 1"),
                with("/description", "\"description\": \"" + "x".repeat(2001) + "\""),
                with("/enabled", "\"enabled\": \"true\""),
                with("/labels", "\"labels\": []"),
                with("/labels/a", "\"labels\": {\"a\": 1}"),
                with("/labels/a~1b", "\"labels\": {\"a/b\": 1}"),
                with("/labels/k", "\"labels\": {\"k\": \"" + "x".repeat(129) + "\"}"),
                with("/labels", "\"labels\": {" + many(33) + "}"),
                // rules, condition, quiet windows
                with("/rules", "\"rules\": {}"),
                with("/rules/0/variable", "\"rules\": [{\"operation\": \"EXISTS\"}]"),
                with(
                        "/rules/0/operation",
                        "\"rules\": [{\"variable\": \"STATUS\", \"operation\": \"LESS_THAN\", \"value\": \"x\"}]"),
                with(
                        "/rules/0/value",
                        "\"rules\": [{\"variable\": \"rows\", \"operation\": \"LESS_THAN\", \"value\": \"x\"}]"),
                with("/condition", "\"condition\": \"size(execution.state)\""),
                with("/condition", "\"condition\": \"nothing.state == 'x'\""),
                with("/quietWindows/0/then", "\"quietWindows\": [{\"from\": \"00:00\", \"to\": \"08:00\"}]"),
                with(
                        "/quietWindows",
                        "\"quietWindows\": [{\"from\": \"00:00\", \"to\": \"24:00\", \"then\": \"HOLD\"}]"),
                // what Hearken sets
                with("/id", "\"id\": \"01JD9Z6Q0V3T8M2K4N6P8R0S2T\""),
                with("/revision", "\"revision\": 1"),
                with("/state", "\"state\": {\"health\": \"active\"}"),
                with("/createdAt", "\"createdAt\": \"2026-01-01T00:00:00Z\""),
                with("/updatedAt", "\"updatedAt\": null"),
                with("/createdBy", "\"createdBy\": \"me\""),
                // what nobody knows
                with("/tenant", "\"tenant\": \"other\""),
                with("/tenantId", "\"tenantId\": \"other\""),
                with("/version", "\"version\": 1"),
                with("/signingSecret", "\"signingSecret\": \"whsec_x\""),
                with("/secretCiphertext", "\"secretCiphertext\": \"v1:a:b\""),
                with("/rule", "\"rule\": []"),
                with("/conditions", "\"conditions\": \"true\""),
                with("/quietWindow", "\"quietWindow\": []"),
                with("/selector/event", "\"selector\": {\"event\": []}"),
                with("/delivery/ordering", "\"delivery\": {\"ordering\": \"global\"}"),
                with("/delivery/onExhaustion", "\"delivery\": {\"onExhaustion\": \"block\"}"),
                with("/delivery/rateLimit/per", "\"delivery\": {\"rateLimit\": {\"count\": 1, \"per\": \"PT2H\"}}"),
                with(
                        "/delivery/rateLimit/burst",
                        "\"delivery\": {\"rateLimit\": {\"count\": 1, \"per\": \"PT1H\", \"burst\": 2}}"),
                callback("/callback/tls", "\"tls\": {}"),
                callback("/callback/auth/clientId", "\"auth\": {\"type\": \"none\", \"clientId\": \"x\"}"),
                callback("/callback/auth/type", "\"auth\": {\"type\": \"oauth2-client-credentials\"}"),
                callback("/callback/auth/token", "\"auth\": {\"type\": \"bearer\", \"token\": \"plain\"}"),
                callback("/callback/successStatus/0", "\"successStatus\": [\"301\"]"),
                callback("/callback/tail", "\"tail\": -1"),
                callback("/callback/strict", "\"strict\": \"yes\""),
                callback("/callback/signing/secret", "\"signing\": {\"scheme\": \"none\", \"secret\": \"x\"}"),
                // selector
                with("/selector", "\"selector\": \"all\""),
                with("/selector/events", "\"selector\": {\"events\": \"task.*\"}"),
                with("/selector/events/0", "\"selector\": {\"events\": [\"task.exploded\"]}"),
                with("/selector/events/1", "\"selector\": {\"events\": [\"task.failed\", \"TASK_EXPLODED\"]}"),
                with("/selector/events/0", "\"selector\": {\"events\": [7]}"),
                with("/selector/workflows/0", "\"selector\": {\"workflows\": [\"\"]}"),
                with("/selector/workflows/0", "\"selector\": {\"workflows\": [\"" + "x".repeat(257) + "\"]}"),
                with("/selector/workflowIds", "\"selector\": {\"workflowIds\": {}}"),
                with("/selector/workbooks/0", "\"selector\": {\"workbooks\": [null]}"),
                with("/selector/executions/0", "\"selector\": {\"executions\": [[]]}"),
                with("/selector/tasks", "\"selector\": {\"tasks\": true}"),
                with("/selector/labels/team", "\"selector\": {\"labels\": {\"team\": []}}"),
                // callback
                arguments("/callback", "{\"name\": \"x\", \"callback\": \"http\"}"),
                arguments("/callback/type", "{\"name\": \"x\", \"callback\": {\"url\": \"https://example.com\"}}"),
                arguments(
                        "/callback/type",
                        "{\"name\": \"x\", \"callback\": {\"type\": \"smtp\", \"url\": \"https://example.com\"}}"),
                arguments("/callback/url", "{\"name\": \"x\", \"callback\": {\"type\": \"http\"}}"),
                url("ftp://example.com/"),
                url("//example.com/"),
                url("https:///path"),
                url("https://user:secret@example.com/"),
                url("https://example.com/#part"),
                url("https://example.com:0/"),
                url("https://example.com:99999/"),
                url("https://exa mple.com/"),
                url("https://ex%61mple.com/"),
                url("https://example.com/%zz"),
                url("https://example.com/ä"),
                url("https://example.com/\\r\\nX: y"),
                url("https://example.com\\\\@127.0.0.1/"),
                url("https://" + "x".repeat(2048) + ".com/"),
                url("http://2130706433/"),
                url("http://0177.0.0.1/"),
                url("http://0x7f000001/"),
                url("http://127.1/"),
                url("http://127.0.0.1/"),
                url("http://10.0.0.1/"),
                url("http://169.254.169.254/latest/"),
                url("http://[::1]/"),
                url("http://[::ffff:127.0.0.1]/"),
                url("http://[fe80::1%25eth0]/"),
                url("http://localhost/"),
                url("http://metadata.google.internal/"),
                url("http://intranet/"),
                url("https://${{variables.host}/"),
                url("https://${{variable.host}}/"),
                url("ftp://${{variables.host}}/"),
                url("http://127.0.0.1/${{metadata.a}}"),
                url("http://localhost/?q=${{metadata.a}}"),
                callback("/callback/method", "\"method\": \"TRACE\""),
                callback("/callback/method", "\"method\": \"post\""),
                callback("/callback/timeout", "\"timeout\": \"PT31S\""),
                callback("/callback/timeout", "\"timeout\": \"PT0.05S\""),
                callback("/callback/timeout", "\"timeout\": 15"),
                callback("/callback/timeout", "\"timeout\": \"15s\""),
                callback("/callback/format", "\"format\": \"xml\""),
                callback("/callback/format", "\"format\": \"event\", \"body\": {}"),
                callback("/callback/body", "\"format\": \"template\""),
                callback("/callback/body", "\"method\": \"GET\", \"body\": {}"),
                callback("/callback/body/a", "\"body\": {\"a\": \"${{metadata.rows | count}}\"}"),
                callback("/callback/format", "\"format\": \"mistral\", \"body\": {}"),
                callback("/callback/signing/scheme", "\"signing\": {}"),
                callback("/callback/signing/scheme", "\"signing\": {\"scheme\": \"md5\"}"),
                // headers
                callback("/callback/headers", "\"headers\": []"),
                header("/callback/headers/Host", "Host", "x"),
                header("/callback/headers/Content-Length", "Content-Length", "0"),
                header("/callback/headers/transfer-encoding", "transfer-encoding", "chunked"),
                header("/callback/headers/Proxy-Authorization", "Proxy-Authorization", "x"),
                header("/callback/headers/webhook-id", "webhook-id", "x"),
                header("/callback/headers/X-Hearken-Attempt", "X-Hearken-Attempt", "1"),
                header("/callback/headers/X-Forwarded-For", "X-Forwarded-For", "1"),
                header("/callback/headers/", "", "x"),
                header("/callback/headers/a b", "a b", "x"),
                header("/callback/headers/X-A", "X-A", "a\\r\\nb: c"),
                header("/callback/headers/X-A", "X-A", "ä"),
                header("/callback/headers/X-A", "X-A", "${{secrets.x | nothing}}"),
                callback("/callback/headers/x-a", "\"headers\": {\"X-A\": \"1\", \"x-a\": \"2\"}"),
                callback("/callback/headers", "\"headers\": {" + many(21) + "}"),
                // delivery
                with("/delivery", "\"delivery\": 5"),
                with("/delivery/retry", "\"delivery\": {\"retry\": []}"),
                with("/delivery/retry/schedule", "\"delivery\": {\"retry\": {\"schedule\": \"PT5S\"}}"),
                with("/delivery/retry/schedule/1", "\"delivery\": {\"retry\": {\"schedule\": [\"PT5S\", \"PT0.5S\"]}}"),
                with("/delivery/retry/schedule/0", "\"delivery\": {\"retry\": {\"schedule\": [\"PT25H\"]}}"),
                with("/delivery/retry/schedule/0", "\"delivery\": {\"retry\": {\"schedule\": [\"soon\"]}}"),
                with("/delivery/retry/jitter", "\"delivery\": {\"retry\": {\"jitter\": 0.6}}"),
                with("/delivery/retry/jitter", "\"delivery\": {\"retry\": {\"jitter\": \"0.2\"}}"));
    }

    private static Arguments top(String pointer, String field) {
        return arguments(
                pointer, "{" + field + ", \"callback\": {\"type\": \"http\", \"url\": \"https://example.com/\"}}");
    }

    private static Arguments with(String pointer, String field) {
        return top(pointer, "\"name\": \"x\", " + field);
    }

    private static Arguments callback(String pointer, String field) {
        return arguments(
                pointer,
                "{\"name\": \"x\", \"callback\": {\"type\": \"http\", \"url\": \"https://example.com/\", " + field
                        + "}}");
    }

    private static Arguments url(String url) {
        return arguments(
                "/callback/url", "{\"name\": \"x\", \"callback\": {\"type\": \"http\", \"url\": \"" + url + "\"}}");
    }

    private static Arguments header(String pointer, String name, String value) {
        return callback(pointer, "\"headers\": {\"" + name + "\": \"" + value + "\"}");
    }

    private static String many(int entries) {
        return String.join(
                ", ",
                Stream.iterate(0, i -> i + 1)
                        .limit(entries)
                        .map(i -> "\"X-" + i + "\": \"v\"")
                        .toList());
    }

    @Test
    void areAllNamedAtOnceAndNothingIsStored() {
        // when
        Response response = Api.create("""
                {"name": "faulty-one", "id": "x", "labels": {"a": 1}, "selector": {"events": ["nope"]},
                 "callback": {"type": "http", "url": "ftp://x", "method": "GOT"}}""");

        // then
        List<String> pointers = response.path("errors.pointer");
        assertThat(pointers)
                .containsExactlyInAnyOrder(
                        "/id", "/labels/a", "/selector/events/0", "/callback/url", "/callback/method");
        List<?> stored =
                Api.as(Keys.VIEWER).get(Api.LISTENERS + "?name=faulty-one").path("items");
        assertThat(stored).isEmpty();
    }

    @Test
    void inAChangeLeaveTheListenerAsItWas() {
        // given
        String id = Api.created("stays-as-it-was");
        String before = Api.get(id).asString();

        // when
        Response put = Api.put(id, "{\"name\": \"y\"}");
        Response patch = Api.patch(id, "{\"name\": \"z\", \"callback\": {\"timeout\": \"PT1H\"}}");

        // then
        put.then().statusCode(422).body("errors[0].pointer", equalTo("/callback"));
        patch.then().statusCode(422).body("errors[0].pointer", equalTo("/callback/timeout"));
        assertThat(Api.get(id).asString()).isEqualTo(before);
    }
}
