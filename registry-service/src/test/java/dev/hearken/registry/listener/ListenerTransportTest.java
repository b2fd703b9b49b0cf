package dev.hearken.registry.listener;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hearken.model.listener.FieldError;
import dev.hearken.registry.Api;
import dev.hearken.registry.Keys;
import dev.hearken.registry.RegistryResource;
import dev.hearken.registry.egress.CallbackHostPolicies;
import dev.hearken.registry.problem.ProblemException;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;

/** What a listener may say about its connection and its token. */
@QuarkusTest
@WithTestResource(RegistryResource.class)
class ListenerTransportTest {
    private static final String OAUTH2 = """
            "auth": {"type": "oauth2-client-credentials", "tokenUrl": "%s", "clientId": "hearken",
                     "clientSecret": "${{secrets.transport_oauth}}", "scopes": ["run"]}""";

    @BeforeEach
    void secrets() {
        Api.installKeys();
        for (String name : new String[] {"transport_oauth", "transport_ca", "transport_client"}) {
            Api.putValue("secrets/" + name, "something secret enough");
        }
    }

    @Test
    void keepsTlsAndTokens() {
        // when
        Response created = create("""
                %s, "tls": {"verify": true, "caCertificate": "${{secrets.transport_ca}}",
                            "clientCertificate": "${{ secrets.transport_client }}"}""".formatted(OAUTH2.formatted("https://login.example.com/token")));

        // then
        created.then()
                .statusCode(201)
                .body("callback.auth.type", equalTo("oauth2-client-credentials"))
                .body("callback.auth.tokenUrl", equalTo("https://login.example.com/token"))
                .body("callback.auth.clientSecret", equalTo("${{secrets.transport_oauth}}"))
                .body("callback.auth.scopes", contains("run"))
                .body("callback.tls.caCertificate", equalTo("${{secrets.transport_ca}}"))
                .body("callback.tls.clientCertificate", equalTo("${{secrets.transport_client}}"));
        for (String name : new String[] {"transport_oauth", "transport_ca", "transport_client"}) {
            Api.as(Keys.EDITOR).delete("/v1/secrets/" + name).then().statusCode(409);
        }
        Api.as(Keys.EDITOR)
                .delete(Api.LISTENERS + "/" + created.path("id"))
                .then()
                .statusCode(204);
        Api.as(Keys.EDITOR).delete("/v1/secrets/transport_ca").then().statusCode(204);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "\"tls\": {\"clientCertificate\": \"${{secrets.nobody}}\"} | /callback/tls/clientCertificate",
                "\"tls\": {\"caCertificate\": \"${{secrets.nobody}}\"} | /callback/tls/caCertificate",
                "\"tls\": {\"caCertificate\": \"-----BEGIN CERTIFICATE-----x\"} | /callback/tls/caCertificate",
                "\"tls\": {\"clientCertificate\": \"-----BEGIN PRIVATE KEY-----\"} | /callback/tls/clientCertificate",
                "\"tls\": {\"verified\": true} | /callback/tls/verified",
                "\"auth\": {\"type\": \"oauth2-client-credentials\", \"tokenUrl\": \"https://a.example/\", \"clientId\": \"c\", \"clientSecret\": \"${{secrets.nobody}}\"} | /callback/auth/clientSecret",
                "\"auth\": {\"type\": \"oauth2-client-credentials\", \"tokenUrl\": \"http://169.254.169.254/token\", \"clientId\": \"c\", \"clientSecret\": \"${{secrets.transport_oauth}}\"} | /callback/auth/tokenUrl",
                "\"auth\": {\"type\": \"oauth2-client-credentials\", \"tokenUrl\": \"https://a.example:22/\", \"clientId\": \"c\", \"clientSecret\": \"${{secrets.transport_oauth}}\"} | /callback/auth/tokenUrl",
                "\"signing\": {\"scheme\": \"standard-webhooks\", \"asymmetric\": \"yes\"} | /callback/signing/asymmetric",
                "\"signing\": {\"scheme\": \"none\", \"asymmetric\": true} | /callback/signing/asymmetric"
            })
    void saysWhatIsWrongWithThem(String fields, String pointer) {
        create(fields).then().statusCode(422).body("errors.pointer", contains(pointer));
    }

    @Test
    void refusesAForbiddenPort() {
        Api.create("""
                        {"name": "n", "callback": {"type": "http", "url": "https://hooks.example.com:6379/"}}""").then().statusCode(422).body("errors.pointer", hasItem("/callback/url"));
    }

    @Test
    void refusesUnverifiedTlsOnlyWhereTheOperatorForbidsIt() throws Exception {
        // given
        var body = new ObjectMapper().readTree("""
                {"name": "n", "callback": {"type": "http", "url": "https://hooks.example.com/",
                 "tls": {"verify": false}}}""");

        // when
        ProblemException refused = catchThrowableOfType(
                ProblemException.class, () -> new ListenerRequest(CallbackHostPolicies.verifying()).create(body));

        // then
        assertThat(refused.problem().errors()).extracting(FieldError::pointer).containsExactly("/callback/tls/verify");
        create("\"tls\": {\"verify\": false}").then().statusCode(201);
    }

    @Test
    void previewsATokenMaskedAndAnAsymmetricSignature() {
        // when
        Response preview = Api.as(Keys.VIEWER)
                .contentType(ContentType.JSON)
                .body("""
                        {"listener": %s, "event": {"type": "execution.succeeded",
                         "data": {"workflow": {"name": "w"}, "execution": {"id": "e"}}}}""".formatted(listener(OAUTH2.formatted("https://login.example.com/token") + """
                                , "signing": {"scheme": "standard-webhooks", "asymmetric": true}""")))
                .post("/v1/preview");

        // then
        preview.then()
                .statusCode(200)
                .body("request.headers.Authorization", equalTo("Bearer ***"))
                .body("request.headers.webhook-id", startsWith("msg_"))
                .body("request.headers.webhook-signature", equalTo("***"));
        assertThat(preview.asString()).doesNotContain("something secret enough");
    }

    private static Response create(String fields) {
        return Api.create(listener(fields));
    }

    private static String listener(String fields) {
        return """
                {"name": "transport", "callback": {"type": "http", "url": "https://hooks.example.com/run", %s}}""".formatted(fields);
    }
}
