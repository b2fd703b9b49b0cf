package dev.hearken.rendering;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.standardwebhooks.Webhook;
import dev.hearken.language.template.RenderFailure;
import dev.hearken.language.template.RenderFailure.Reason;
import dev.hearken.language.template.Rendering;
import dev.hearken.model.TenantId;
import dev.hearken.model.delivery.Delivery;
import dev.hearken.model.delivery.DeliveryId;
import dev.hearken.model.delivery.RenderedBody;
import dev.hearken.model.delivery.SourceRecord;
import dev.hearken.model.listener.Listener;
import dev.hearken.model.listener.ListenerDefinition;
import dev.hearken.model.listener.ListenerId;
import dev.hearken.model.listener.ListenerJson;
import dev.hearken.model.listener.ListenerJson.UnknownFields;
import dev.hearken.secret.EncryptedSecret;
import dev.hearken.signing.AsymmetricKey;
import dev.hearken.signing.SigningKey;
import dev.hearken.signing.SigningKeys;
import dev.hearken.signing.SigningKeys.Previous;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/** What of a request comes from secrets: its connection, its token, its signatures. */
class RequestSecretsTest {
    private static final ListenerId LISTENER = new ListenerId("01JDXYZABCDEFGHJKMNPQRSTVW");
    private static final String OAUTH2 = """
            "auth": {"type": "oauth2-client-credentials", "tokenUrl": "https://login.example/token",
                     "clientId": "hearken", "clientSecret": "${{secrets.oauth}}", "scopes": ["run"]}""";

    private final SecureRandom random = new SecureRandom();
    private final SigningKey newKey = SigningKey.generate(random);
    private final SigningKey oldKey = SigningKey.generate(random);

    /** The published library compares with the clock. */
    private final Instant now = Instant.now();

    private final RequestRenderer renderer = new RequestRenderer("1", () -> now, new Random(1));

    @Test
    void takesCertificatesAndTheClientSecretFromTheTenantsSecrets() {
        // when
        RenderedRequest request = rendered("""
                %s, "tls": {"caCertificate": "${{secrets.ca}}", "clientCertificate": "${{secrets.client}}"}""".formatted(OAUTH2));

        // then
        TlsMaterial tls = new TlsMaterial(true, "PEM of the CA", "PEM of the client");
        assertThat(request.tls()).isEqualTo(tls);
        assertThat(request.credentials())
                .contains(new ClientCredentials(
                        LISTENER, URI.create("https://login.example/token"), "hearken", "shh", List.of("run"), tls));
        assertThat(request.headers()).doesNotContainKey("Authorization");
        assertThat(request.tls().toString() + request.credentials()).doesNotContain("PEM", "shh");
    }

    @Test
    void verifiesAgainstThePlatformWhereNothingIsSaid() {
        // when
        RenderedRequest request = rendered("\"headers\": {}");

        // then
        assertThat(request.tls()).isEqualTo(TlsMaterial.DEFAULT);
        assertThat(request.credentials()).isEmpty();
    }

    @Test
    void leavesTheReceiverUnverifiedOnlyWhereItsListenerSaysSo() {
        assertThat(rendered("\"tls\": {\"verify\": false}").tls().verify()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "\"tls\": {\"caCertificate\": \"${{secrets.gone}}\"}",
                "\"tls\": {\"clientCertificate\": \"${{secrets.gone}}\"}",
                "\"auth\": {\"type\": \"oauth2-client-credentials\", \"tokenUrl\": \"https://a.example/\", \"clientId\": \"c\", \"clientSecret\": \"${{secrets.gone}}\"}"
            })
    void makesNoRequestWithoutTheSecret(String fields) {
        // when
        Rendering<RenderedRequest> request = render(fields, Optional.of(SigningKeys.of(newKey)));

        // then
        RenderFailure failure = request.fold(
                made -> {
                    throw new AssertionError(made.url());
                },
                reason -> reason);
        assertThat(failure.reason()).isEqualTo(Reason.SECRET);
        assertThat(failure.detail()).contains("secrets.gone");
    }

    @Test
    void signsWithBothKeysWhileTheyOverlapAndThenWithTheNewOneAlone() {
        // given
        SigningKeys overlapping = new SigningKeys(newKey, List.of(new Previous(oldKey, now.plusMillis(1))));
        SigningKeys ended = new SigningKeys(newKey, List.of(new Previous(oldKey, now)));

        // when
        RenderedRequest during = rendered("\"headers\": {}", overlapping);
        RenderedRequest after = rendered("\"headers\": {}", ended);

        // then
        for (SigningKey key : List.of(newKey, oldKey)) {
            assertThatCode(() -> verify(key, during)).doesNotThrowAnyException();
        }
        assertThatCode(() -> verify(newKey, after)).doesNotThrowAnyException();
        assertThatCode(() -> verify(oldKey, after)).hasMessageContaining("No matching signature");
    }

    @Test
    void signsWithThePairAndWithTheSharedSecretBeforeIt() {
        // given
        AsymmetricKey pair = AsymmetricKey.generate(random);
        SigningKeys keys = new SigningKeys(pair, List.of(new Previous(oldKey, now.plusSeconds(1))));

        // when
        RenderedRequest request =
                rendered("\"signing\": {\"scheme\": \"standard-webhooks\", \"asymmetric\": true}", keys);

        // then
        assertThat(request.headers().get("webhook-signature")).matches("v1a,[A-Za-z0-9+/]{86}== v1,[^ ]+");
        assertThatCode(() -> verify(oldKey, request)).doesNotThrowAnyException();
    }

    @Test
    void signsAHeaderOfOtherSystemsWithTheNewSecretAlone() {
        // given
        String signing = """
                "signing": {"scheme": "hmac-header", "header": "X-Signature"}""";
        SigningKeys overlapping = new SigningKeys(newKey, List.of(new Previous(oldKey, now.plusSeconds(1))));

        // then
        assertThat(rendered(signing, overlapping).headers().get("X-Signature"))
                .isEqualTo(rendered(signing, SigningKeys.of(newKey)).headers().get("X-Signature"));
    }

    @Test
    void makesNoRequestWithoutTheKey() {
        assertThat(render("\"headers\": {}", Optional.empty())
                        .<Reason>fold(
                                made -> {
                                    throw new AssertionError(made.url());
                                },
                                RenderFailure::reason))
                .isEqualTo(Reason.SECRET);
    }

    private static void verify(SigningKey key, RenderedRequest request) throws Exception {
        Map<String, List<String>> headers = Map.of(
                "webhook-id", List.of(request.headers().get("webhook-id")),
                "webhook-timestamp", List.of(request.headers().get("webhook-timestamp")),
                "webhook-signature", List.of(request.headers().get("webhook-signature")));
        new Webhook(key.reveal()).verify(new String(request.body(), StandardCharsets.UTF_8), headers);
    }

    private RenderedRequest rendered(String fields) {
        return rendered(fields, SigningKeys.of(newKey));
    }

    private RenderedRequest rendered(String fields, SigningKeys keys) {
        return render(fields, Optional.of(keys)).fold(request -> request, failure -> {
            throw new AssertionError(failure);
        });
    }

    private Rendering<RenderedRequest> render(String fields, Optional<SigningKeys> keys) {
        Delivery delivery = new Delivery(
                new DeliveryId("msg_" + "a".repeat(26)),
                TenantId.DEFAULT,
                LISTENER,
                "e-1",
                "execution.succeeded",
                new SourceRecord("t", 0, 0, null, Map.of(), new byte[0]),
                RenderedBody.NONE,
                now,
                now,
                List.of());
        Map<String, String> secrets = Map.of("ca", "PEM of the CA", "client", "PEM of the client", "oauth", "shh");
        return renderer.render(delivery, source(fields, keys), new TenantValues() {
            @Override
            public Map<String, String> variables() {
                return Map.of();
            }

            @Override
            public Optional<String> secret(String name) {
                return Optional.ofNullable(secrets.get(name));
            }
        });
    }

    private static CallbackSource source(String fields, Optional<SigningKeys> keys) {
        ListenerDefinition definition = read("""
                {"name": "n", "callback": {"type": "http", "url": "https://a.example/", %s}}""".formatted(fields));
        return CallbackSource.of(
                new Listener(TenantId.DEFAULT, LISTENER, 1, false, definition, new EncryptedSecret("v1:k:AAAA")), keys);
    }

    private static ListenerDefinition read(String json) {
        try {
            return ListenerJson.read(new ObjectMapper().readTree(json), UnknownFields.REFUSED)
                    .fold(definition -> definition, errors -> {
                        throw new AssertionError(errors);
                    });
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
