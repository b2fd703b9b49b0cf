package dev.hearken.registry.problem;

import dev.hearken.registry.Api;
import dev.hearken.registry.Keys;
import dev.hearken.registry.RawHttp;
import dev.hearken.registry.RegistryResource;
import dev.hearken.test.marks.Threat;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

@QuarkusTest
@WithTestResource(RegistryResource.class)
class ProblemAnswersTest {
    private static final String AUTHORIZATION = "Authorization: Bearer " + Keys.EDITOR;
    private static final int LIMIT = 256 * 1024;

    @TestHTTPResource("/")
    URI server;

    @BeforeEach
    void keys() {
        Api.installKeys();
    }

    @ParameterizedTest
    @Threat("D15")
    @CsvSource({
        "GET, /v1/nothing, 404, not-found",
        "GET, /nothing, 404, not-found",
        "GET, /, 404, not-found",
        "GET, /q/nothing, 404, not-found",
        "GET, /v1/listeners/x/y/z, 404, not-found",
        "DELETE, /v1/listeners, 405, method-not-allowed",
        "TRACE, /v1/listeners, 405, method-not-allowed",
        "GET, /v1/listeners/x/pause, 405, method-not-allowed",
        "POST, /v1/listeners/x, 405, method-not-allowed",
        "PUT, /v1/listeners/x/secret, 405, method-not-allowed",
    })
    void nameWhatIsWrongWithTheAddress(String method, String path, int status, String type) {
        Api.as(Keys.EDITOR)
                .request(method, path)
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("type", equalTo("https://hearken.dev/problems/" + type))
                .body("status", equalTo(status))
                .body("instance", equalTo(path));
    }

    @Test
    void nameTheMethodsThatAreAllowed() {
        Api.as(Keys.EDITOR).delete("/v1/listeners").then().header("Allow", "GET, HEAD, OPTIONS, POST");
        Api.as(Keys.EDITOR).post("/v1/listeners/x").then().header("Allow", "DELETE, GET, HEAD, OPTIONS, PATCH, PUT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/%zz", "/v1/listeners?name=%zz"})
    void doNotComeForATargetThatCannotBeDecodedButTheStatusDoes(String target) throws Exception {
        // when
        String answer = RawHttp.exchange(server, RawHttp.request("GET", target, AUTHORIZATION));

        // then
        assertThat(answer).startsWith("HTTP/1.1 400 ");
    }

    @ParameterizedTest
    @Threat("D15")
    @ValueSource(strings = {"text/html", "application/xml", "image/*;q=0.5"})
    void nameWhatCanBeAccepted(String accept) {
        Api.as(Keys.VIEWER)
                .accept(accept)
                .get(Api.LISTENERS)
                .then()
                .statusCode(406)
                .contentType("application/problem+json");
    }

    @ParameterizedTest
    @Threat("D15")
    @ValueSource(
            strings = {
                "text/plain",
                "application/xml",
                "application/x-www-form-urlencoded",
                "application/merge-patch+json",
                "application/json; charset=utf-16",
                "application/json; charset=iso-8859-1",
                "json",
                "*/*",
                "application/*",
            })
    void refuseABodyThatIsNotDeclaredAsJson(String contentType) throws Exception {
        // given
        byte[] body = Api.listener("x").getBytes(StandardCharsets.UTF_8);

        // when
        String answer = RawHttp.exchange(
                server,
                RawHttp.request(
                        "POST",
                        Api.LISTENERS,
                        AUTHORIZATION,
                        "Content-Type: " + contentType,
                        "Content-Length: " + body.length),
                body);

        // then
        assertThat(answer).startsWith("HTTP/1.1 415 ").containsIgnoringCase("application/problem+json");
    }

    @Test
    void refuseABodyThatIsNotDeclaredAtAll() throws Exception {
        // given
        byte[] body = Api.listener("x").getBytes(StandardCharsets.UTF_8);

        // when
        String answer = RawHttp.exchange(
                server, RawHttp.request("POST", Api.LISTENERS, AUTHORIZATION, "Content-Length: " + body.length), body);

        // then
        assertThat(answer).startsWith("HTTP/1.1 415 ").contains("Content-Type: application/json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "APPLICATION/JSON",
                "application/json; charset=UTF-8",
                "application/json;charset=\"utf-8\""
            })
    void doNotAppearForJsonHoweverItIsDeclared(String contentType) {
        Api.as(Keys.EDITOR)
                .header("Content-Type", contentType)
                .body(Api.listener("x").getBytes(StandardCharsets.UTF_8))
                .post(Api.LISTENERS)
                .then()
                .statusCode(201);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`{`                                      | ``",
                "{\"name\": \"a\", \"name\": \"b\"}       | /name",
                "{\"callback\": {\"url\": 1, \"url\": 2}} | /callback/url",
                "{\"name\": \"a\"} trailing               | ``",
                "{\"name\": \"\\u0000\"}                  | /name",
                "{\"labels\": {\"a\": [\"\\ud800\"]}}     | /labels/a/0",
                "{\"name\": NaN}                          | /name",
                "{\"name\": 'x'}                          | /name",
                "{/* comment */}                          | ``",
            })
    void nameThePlaceInJsonThatIsMalformed(String body, String pointer) {
        // when
        Response response = Api.create(body);

        // then
        response.then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("https://hearken.dev/problems/malformed-json"))
                .body("errors[0].pointer", equalTo(pointer));
    }

    @Test
    void refuseJsonThatIsNestedTooDeep() {
        // given
        String deep = "{\"name\": " + "[".repeat(100_000) + "]".repeat(100_000) + "}";

        // then
        Api.create(deep).then().statusCode(400).body("type", equalTo("https://hearken.dev/problems/malformed-json"));
    }

    @Test
    void refuseBytesThatAreNotUtf8() {
        // given
        byte[] body = Api.listener("ä").getBytes(StandardCharsets.ISO_8859_1);

        // then
        Api.as(Keys.EDITOR)
                .header("Content-Type", "application/json")
                .body(body)
                .post(Api.LISTENERS)
                .then()
                .statusCode(400);
    }

    @Test
    void refuseAnEmptyBody() {
        Api.as(Keys.EDITOR)
                .header("Content-Type", "application/json")
                .post(Api.LISTENERS)
                .then()
                .statusCode(400);
    }

    @Test
    void doNotAppearForABodyOfExactlyTheLimit() {
        // given
        String listener = Api.listener("large");

        // then
        Api.create(listener + " ".repeat(LIMIT - listener.length())).then().statusCode(201);
    }

    @ParameterizedTest
    @ValueSource(ints = {LIMIT + 1, LIMIT + 50_000, 2 * LIMIT})
    void refuseABodyOverTheLimitOnAConnectionThatStaysUsable(int length) throws Exception {
        // given
        byte[] body = " ".repeat(length).getBytes(StandardCharsets.UTF_8);
        byte[] tooLarge = ("POST /v1/listeners HTTP/1.1\r\nHost: x\r\n" + AUTHORIZATION
                        + "\r\nContent-Type: application/json\r\n" + "Content-Length: " + length + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);

        // when
        String answers = RawHttp.exchange(
                server, tooLarge, body, RawHttp.request("GET", "/v1/listeners?limit=1", AUTHORIZATION));

        // then
        assertThat(answers)
                .startsWith("HTTP/1.1 413 ")
                .containsIgnoringCase("Content-Type: application/problem+json")
                .contains("https://hearken.dev/problems/body-too-large")
                .contains("HTTP/1.1 200 OK");
    }

    @ParameterizedTest
    @Threat("D11")
    @ValueSource(ints = {LIMIT + 1, 2 * LIMIT})
    void refuseAChunkedBodyOverTheLimit(int length) throws Exception {
        // given
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        for (int rest = length; rest > 0; rest -= 10_000) {
            int size = Math.min(rest, 10_000);
            chunks.writeBytes(
                    (Integer.toHexString(size) + "\r\n" + " ".repeat(size) + "\r\n").getBytes(StandardCharsets.UTF_8));
        }
        chunks.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.UTF_8));

        // when
        String answer = RawHttp.exchange(
                server,
                RawHttp.request(
                        "POST",
                        Api.LISTENERS,
                        AUTHORIZATION,
                        "Content-Type: application/json",
                        "Transfer-Encoding: chunked"),
                chunks.toByteArray());

        // then
        assertThat(answer).startsWith("HTTP/1.1 413 ").contains("https://hearken.dev/problems/body-too-large");
    }

    @Test
    @Threat("D11")
    void refuseAnAnnouncedGiantWithoutReadingIt() throws Exception {
        // when
        String answer = RawHttp.exchange(
                server,
                RawHttp.request(
                        "POST",
                        Api.LISTENERS,
                        AUTHORIZATION,
                        "Content-Type: application/json",
                        "Content-Length: 104857600"));

        // then
        assertThat(answer).startsWith("HTTP/1.1 413 ").contains("https://hearken.dev/problems/body-too-large");
    }

    @Test
    @Threat("E12")
    void refuseHeadersThatAreTooLarge() throws Exception {
        // when
        String answer = RawHttp.exchange(
                server, RawHttp.request("GET", Api.LISTENERS, AUTHORIZATION, "X-Large: " + "x".repeat(9000)));

        // then
        assertThat(answer).startsWith("HTTP/1.1 431 ");
    }

    @Test
    void showNoQueryStringInTheInstance() {
        Api.as(Keys.VIEWER)
                .get(Api.LISTENERS + "?limit=0&name=private")
                .then()
                .statusCode(400)
                .body("instance", equalTo(Api.LISTENERS));
    }
}
