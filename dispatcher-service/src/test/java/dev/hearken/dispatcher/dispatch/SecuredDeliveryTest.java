package dev.hearken.dispatcher.dispatch;

import dev.hearken.dispatcher.DispatcherResource;
import dev.hearken.dispatcher.catalog.Catalog;
import dev.hearken.dispatcher.transport.http.Certificates;
import dev.hearken.model.TenantId;
import dev.hearken.model.catalog.CatalogKey;
import dev.hearken.model.catalog.CatalogRecord;
import dev.hearken.model.catalog.Secret;
import dev.hearken.model.catalog.VariableName;
import dev.hearken.model.delivery.DeadLetter;
import dev.hearken.model.delivery.FailureReason;
import dev.hearken.model.listener.Listener;
import dev.hearken.model.listener.ListenerId;
import dev.hearken.model.topic.Topics;
import dev.hearken.secret.EncryptedSecret;
import dev.hearken.secret.SecretCipher;
import dev.hearken.signing.AsymmetricKey;
import dev.hearken.signing.AsymmetricWebhooksSigner;
import dev.hearken.signing.SignatureScheme;
import dev.hearken.signing.SigningKey;
import dev.hearken.signing.StandardWebhooksSigner;
import dev.hearken.signing.WebhookKey;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.hearken.dispatcher.TestTopics.bytes;
import static dev.hearken.dispatcher.TestTopics.send;
import static dev.hearken.dispatcher.TestTopics.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A whole dispatcher on a real broker calls a receiver over TLS that wants a client certificate and a token. All of it
 * comes from the catalog: certificates, the client's secret and signing keys as encrypted secrets.
 */
@QuarkusTest
@WithTestResource(DispatcherResource.class)
class SecuredDeliveryTest {
    private static final AtomicInteger LISTENERS = new AtomicInteger();
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String HOST = "127.0.0.1";
    private static final String OWN_TLS = """
            "tls": {"caCertificate": "${{secrets.ca}}", "clientCertificate": "${{secrets.client}}"}""";

    @TempDir
    private static Path directory;

    private static Certificates receiver;
    private static Certificates client;
    private static Certificates stranger;

    private final String name = "secured-" + LISTENERS.incrementAndGet();
    private final ListenerId listener = new ListenerId("01JDXYZABCDEFGHJKMNPQRSS%02d".formatted(LISTENERS.get()));
    private final List<Arrival> arrivals = new CopyOnWriteArrayList<>();
    private final List<String> tokenRequests = new CopyOnWriteArrayList<>();
    private final Vertx vertx = Vertx.vertx();
    private final SecureRandom random = new SecureRandom();

    @Inject
    Catalog catalog;

    @Inject
    SecretCipher cipher;

    /** A request as it arrived. */
    private record Arrival(Map<String, String> headers, byte[] body) {
        String signature(WebhookKey key) {
            String id = header("webhook-id");
            long time = Long.parseLong(header("webhook-timestamp"));
            return key.fold(
                    shared -> new StandardWebhooksSigner(shared).sign(id, time, body),
                    pair -> new AsymmetricWebhooksSigner(pair).sign(id, time, body));
        }

        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    @BeforeAll
    static void certificates() {
        receiver = Certificates.forName(directory, HOST);
        client = Certificates.forName(directory, "client.example");
        stranger = Certificates.forName(directory, "stranger.example");
    }

    @BeforeEach
    void secrets() {
        putSecret("ca", receiver.certificate());
        putSecret("client", client.both());
        putSecret("oauth", "p&ss w%rd");
        putSecret("stranger", stranger.both());
        putSecret("no_pem", "neither certificate nor key");
    }

    @AfterEach
    void close() {
        send(Topics.CATALOG, listenerKey(), null);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void callsBackWithCertificateTokenAndTheSignaturesOfBothKeys() {
        // given
        SigningKey newKey = SigningKey.generate(random);
        SigningKey oldKey = SigningKey.generate(random);
        int tokens = tokenServer(number -> token("t" + number));
        int port = receiver(request -> request.response().end());
        define(
                oauth2(tokens) + ", " + OWN_TLS,
                port,
                keys(newKey, SignatureScheme.V1)
                        + ",\"previousSigningSecrets\":[{\"scheme\":\"v1\",\"secret\":\"%s\",\"until\":\"%s\"}]"
                                .formatted(
                                        seal(oldKey, SignatureScheme.V1).value(),
                                        Instant.now().plusSeconds(600)));

        // when
        publish(1);
        await().atMost(LONG).until(() -> arrivals.size() == 1);
        publish(2);
        await().atMost(LONG).until(() -> arrivals.size() == 2);

        // then
        for (Arrival arrival : arrivals) {
            assertThat(arrival.header("authorization")).isEqualTo("Bearer t1");
            assertThat(arrival.header("webhook-signature"))
                    .isEqualTo(arrival.signature(newKey) + " " + arrival.signature(oldKey));
        }
        assertThat(tokenRequests)
                .containsExactly("Basic aGVhcmtlbjpwJTI2c3MrdyUyNXJk grant_type=client_credentials&scope=run+more");
    }

    @Test
    void signsWithAKeyPair() {
        // given
        AsymmetricKey pair = AsymmetricKey.generate(random);
        int port = receiver(request -> request.response().end());
        define(
                OWN_TLS + ", \"signing\": {\"scheme\": \"standard-webhooks\", \"asymmetric\": true}",
                port,
                keys(pair, SignatureScheme.V1A));

        // when
        publish(1);

        // then
        await().atMost(LONG).until(() -> arrivals.size() == 1);
        assertThat(arrivals.get(0).header("webhook-signature"))
                .isEqualTo(arrivals.get(0).signature(pair));
    }

    @Test
    void getsAnotherTokenOnceWithinTheAttemptWhenTheReceiverRefusesOne() {
        // given
        int tokens = tokenServer(number -> token("t" + number));
        int port = receiver(request -> request.response()
                .setStatusCode("Bearer t1".equals(request.getHeader("authorization")) ? 401 : 200)
                .end());
        define(oauth2(tokens) + ", " + OWN_TLS, port, unsigned());

        // when
        publish(1);

        // then
        await().atMost(LONG).until(() -> arrivals.size() == 2);
        assertThat(arrivals)
                .extracting(arrival -> arrival.header("authorization") + " " + arrival.header("x-hearken-attempt"))
                .containsExactly("Bearer t1 1", "Bearer t2 1");
    }

    @Test
    void givesUpWhenTheReceiverTakesNoTokenAtAll() {
        // given
        int tokens = tokenServer(number -> token("t" + number));
        int port = receiver(request -> request.response().setStatusCode(401).end());
        define(oauth2(tokens) + ", " + OWN_TLS, port, unsigned());

        // when
        publish(1);

        // then
        assertThat(failure()).isEqualTo(FailureReason.STATUS_PERMANENT);
        assertThat(arrivals).hasSize(2);
        assertThat(tokenRequests).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"refuses", "answers nonsense", "hangs", "is down"})
    void sendsNothingWithoutAToken(String behaviour) {
        // given
        int tokens = switch (behaviour) {
            case "refuses" -> tokenServer(number -> Optional.empty());
            case "answers nonsense" -> tokenServer(number -> Optional.of("<html>sign in</html>"));
            case "hangs" -> serve(new HttpServerOptions(), request -> {});
            default -> freePort();
        };
        int port = receiver(request -> request.response().end());
        define(oauth2(tokens) + ", \"timeout\": \"PT1S\", " + OWN_TLS, port, unsigned());

        // when
        publish(1);

        // then
        assertThat(failure()).isEqualTo(FailureReason.AUTH);
        assertThat(arrivals).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "of the platform's authorities       | {\"clientCertificate\": \"${{secrets.client}}\"}",
                "of an authority of somebody else    | {\"caCertificate\": \"${{secrets.stranger}}\", \"clientCertificate\": \"${{secrets.client}}\"}",
                "a client certificate that is no PEM | {\"caCertificate\": \"${{secrets.ca}}\", \"clientCertificate\": \"${{secrets.no_pem}}\"}",
                "an authority that is no PEM         | {\"caCertificate\": \"${{secrets.no_pem}}\", \"clientCertificate\": \"${{secrets.client}}\"}",
                "no client certificate               | {\"caCertificate\": \"${{secrets.ca}}\"}",
                "the client certificate of another   | {\"caCertificate\": \"${{secrets.ca}}\", \"clientCertificate\": \"${{secrets.stranger}}\"}"
            })
    void sendsNothingOverAConnectionThatOneSideDoesNotTrust(String with, String tls) {
        // given
        int port = receiver(request -> request.response().end());
        define("\"tls\": " + tls, port, unsigned());

        // when
        publish(1);

        // then
        assertThat(failure()).as(with).isIn(FailureReason.TLS, FailureReason.CONNECTION_LOST);
        assertThat(arrivals).isEmpty();
    }

    @Test
    void reachesAnybodyWhereItsListenerSaysSo() {
        // given
        int port = receiver(request -> request.response().end());
        define("\"tls\": {\"verify\": false, \"clientCertificate\": \"${{secrets.client}}\"}", port, unsigned());

        // when
        publish(1);

        // then
        await().atMost(LONG).until(() -> arrivals.size() == 1);
    }

    @Test
    void sendsNothingWhereASecretIsMissing() {
        // given
        int port = receiver(request -> request.response().end());
        define("\"tls\": {\"clientCertificate\": \"${{secrets.nobody}}\"}", port, unsigned());

        // when
        publish(1);

        // then
        assertThat(failure()).isEqualTo(FailureReason.SECRET);
        assertThat(arrivals).isEmpty();
    }

    private static String oauth2(int port) {
        return """
                "auth": {"type": "oauth2-client-credentials", "tokenUrl": "http://%s:%d/token", "clientId": "hearken",
                         "clientSecret": "${{secrets.oauth}}", "scopes": ["run", "more"]}""".formatted(HOST, port);
    }

    private static Optional<String> token(String value) {
        return Optional.of(
                "{\"access_token\": \"%s\", \"token_type\": \"Bearer\", \"expires_in\": 600}".formatted(value));
    }

    /** Answers the first, second, … request for a token; with 400 where there is no answer. */
    private int tokenServer(IntFunction<Optional<String>> answers) {
        return serve(
                new HttpServerOptions(),
                request -> request.body().onSuccess(body -> {
                    tokenRequests.add(request.getHeader("authorization") + " " + body);
                    Optional<String> answer = answers.apply(tokenRequests.size());
                    request.response()
                            .setStatusCode(answer.isPresent() ? 200 : 400)
                            .end(answer.orElse("{\"error\": \"invalid_client\"}"));
                }));
    }

    /** Speaks TLS with those that show a certificate of {@link #client}. */
    private int receiver(Consumer<HttpServerRequest> behaviour) {
        HttpServerOptions options = new HttpServerOptions()
                .setSsl(true)
                .setClientAuth(ClientAuth.REQUIRED)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .addCertValue(Buffer.buffer(receiver.certificate()))
                        .addKeyValue(Buffer.buffer(receiver.privateKey())))
                .setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(client.certificate())));
        return serve(
                options,
                request -> request.body().onSuccess(body -> {
                    Map<String, String> headers = new HashMap<>();
                    request.headers()
                            .forEach(
                                    header -> headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
                    arrivals.add(new Arrival(headers, body.getBytes()));
                    behaviour.accept(request);
                }));
    }

    private int serve(HttpServerOptions options, Consumer<HttpServerRequest> behaviour) {
        return server(options, behaviour).actualPort();
    }

    private HttpServer server(HttpServerOptions options, Consumer<HttpServerRequest> behaviour) {
        return vertx.createHttpServer(options)
                .requestHandler(behaviour::accept)
                .listen(0, HOST)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private int freePort() {
        HttpServer server = server(new HttpServerOptions(), request -> {});
        int port = server.actualPort();
        server.close().toCompletionStage().toCompletableFuture().join();
        return port;
    }

    private void putSecret(String secret, String value) {
        VariableName id = new VariableName(secret);
        EncryptedSecret sealed =
                cipher.encrypt(value.getBytes(StandardCharsets.UTF_8), Secret.place(TenantId.DEFAULT, id, revision()));
        send(
                Topics.CATALOG,
                CatalogKey.ofSecret(TenantId.DEFAULT, id).toString(),
                CatalogRecord.write(new Secret(TenantId.DEFAULT, id, revision(), sealed)));
    }

    /** Another for every test, since each makes the secrets anew. */
    private static long revision() {
        return LISTENERS.get();
    }

    private EncryptedSecret seal(WebhookKey key, SignatureScheme scheme) {
        return cipher.encrypt(key.bytes(), Listener.signingKeyPlace(TenantId.DEFAULT, listener, scheme));
    }

    private String keys(WebhookKey key, SignatureScheme scheme) {
        return "\"signingSecret\":\"%s\",\"signingScheme\":\"%s\""
                .formatted(seal(key, scheme).value(), scheme.wireName());
    }

    private String unsigned() {
        return keys(SigningKey.generate(random), SignatureScheme.V1);
    }

    private String listenerKey() {
        return CatalogKey.of(TenantId.DEFAULT, listener).toString();
    }

    private void define(String fields, int port, String keys) {
        send(Topics.CATALOG, listenerKey(), """
                {"tenant":"default","id":"%s","revision":1,"paused":false,%s,
                 "definition":{"name":"n","selector":{"workflows":["%s"]},"delivery":{"retry":{"schedule":[]}},
                 "callback":{"type":"http","url":"https://%s:%d/",%s}}}""".formatted(listener, keys, name, HOST, port, fields)
                .getBytes(StandardCharsets.UTF_8));
        await().atMost(LONG)
                .until(() -> catalog.current()
                        .find(CatalogKey.of(TenantId.DEFAULT, listener))
                        .isPresent());
    }

    private void publish(int number) {
        RecordHeaders headers = new RecordHeaders();
        Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", name + "-" + number,
                        "ce_source", "s",
                        "ce_type", "execution.succeeded",
                        "content-type", "application/json")
                .forEach((header, value) -> headers.add(header, bytes(value)));
        byte[] value = bytes("{\"workflow\":{\"name\":\"%s\"},\"execution\":{\"id\":\"e\"}}".formatted(name));
        send(new ProducerRecord<>(Topics.WORKFLOW_EXECUTIONS, null, bytes("e"), value, headers));
    }

    /** Why the only delivery has ended. */
    private FailureReason failure() {
        await().atMost(LONG).until(() -> deadLetters().size() == 1);
        return deadLetters().get(0).reason();
    }

    private List<DeadLetter> deadLetters() {
        return values(Topics.DEAD_LETTERS, DeadLetter.class).stream()
                .filter(letter -> letter.delivery().eventId().startsWith(name + "-"))
                .toList();
    }
}
