package dev.hearken.dispatcher.dispatch;

import dev.hearken.dispatcher.DispatcherResource;
import dev.hearken.dispatcher.catalog.Catalog;
import dev.hearken.model.TenantId;
import dev.hearken.model.catalog.CatalogKey;
import dev.hearken.model.catalog.CatalogRecord;
import dev.hearken.model.catalog.Secret;
import dev.hearken.model.catalog.VariableName;
import dev.hearken.model.delivery.AttemptRecord;
import dev.hearken.model.delivery.DeliveryJson;
import dev.hearken.model.delivery.FailureReason;
import dev.hearken.model.delivery.RetryTier;
import dev.hearken.model.listener.Listener;
import dev.hearken.model.listener.ListenerId;
import dev.hearken.model.topic.Topics;
import dev.hearken.secret.SecretCipher;
import dev.hearken.signing.SigningKey;
import dev.hearken.test.Canary;
import dev.hearken.test.LogTap;
import dev.hearken.test.marks.Threat;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.hearken.dispatcher.TestTopics.bytes;
import static dev.hearken.dispatcher.TestTopics.records;
import static dev.hearken.dispatcher.TestTopics.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A whole dispatcher on a real broker, and what it leaves behind of a secret and of the network that it is in. */
@QuarkusTest
@WithTestResource(DispatcherResource.class)
class LeaksTest {
    private static final AtomicInteger LISTENERS = new AtomicInteger();
    private static final Duration LONG = Duration.ofSeconds(60);

    private final String name = "leaks-" + LISTENERS.incrementAndGet();
    private final ListenerId listener = new ListenerId("01JDXYZABCDEFGHJKMNPQRSR%02d".formatted(LISTENERS.get()));
    private final Canary secret = new Canary("canary+/=" + UUID.randomUUID());
    private final Canary token = new Canary(UUID.randomUUID().toString());
    private final List<String> arrivals = new CopyOnWriteArrayList<>();
    private final Vertx vertx = Vertx.vertx();
    private final LogTap log = new LogTap();
    private final SecureRandom random = new SecureRandom();

    @Inject
    Catalog catalog;

    @Inject
    SecretCipher cipher;

    @Inject
    MeterRegistry meters;

    @BeforeEach
    void listen() {
        log.open();
    }

    @AfterEach
    void close() {
        log.close();
        send(Topics.CATALOG, CatalogKey.of(TenantId.DEFAULT, listener).toString(), null);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    @Threat({"H2", "H3", "H4"})
    void ofASecretAreInNoRecordLogOrMetricWhereverADeliveryGoes() {
        // given: an endpoint that tells back what it is told
        int port = server();
        String canary = putSecret();
        define("""
                {"type": "http", "url": "http://127.0.0.1:%d/hook/%s?token=${{secrets.%s}}",
                 "headers": {"X-Key": "k ${{secrets.%s}}", "X-Encoded": "${{secrets.%s | base64}}"},
                 "body": {"key": "${{secrets.%s}}", "encoded": "${{secrets.%s | base64}}"},
                 "auth": {"type": "bearer", "token": "${{secrets.%s | base64}}"}}""".formatted(port, token.text(), canary, canary, canary, canary, canary, canary));

        // when
        publish();

        // then: it waited for a second attempt and is dead after it
        await().atMost(LONG).until(() -> own(List.of(Topics.DEAD_LETTERS)).size() == 1);
        await().atMost(LONG).until(() -> attempts().size() == 2);
        assertThat(arrivals).hasSize(2).allMatch(secret::isIn);
        List<String> records = own(everyTopic());
        assertThat(records).hasSizeGreaterThanOrEqualTo(4).noneMatch(secret::isIn);
        assertThat(log.text()).doesNotContain(token.text(), "/hook/").doesNotMatch("(?s).*\\?token=.*");
        assertThat(secret.isIn(log.text())).isFalse();
        assertThat(meters.getMeters())
                .extracting(meter -> meter.getId().toString())
                .noneMatch(meter -> secret.isIn(meter)
                        || meter.contains(token.text())
                        || meter.contains("/hook/")
                        || meter.contains("127.0.0.1:" + port)
                        || meter.contains(listener.value()));
    }

    @ParameterizedTest
    @Threat("H10")
    @ValueSource(
            strings = {
                "http://10.0.0.5:8080/",
                "http://169.254.169.254/latest/",
                "http://192.168.0.1/",
                "http://[::1]:8080/",
                "http://127.0.0.1:6379/",
                "http://127.0.0.1:22/",
                "http://name.example:9092/"
            })
    void ofTheNetworkAreNoMoreThanTheClassOfAFailure(String url) {
        // given
        define("{\"type\": \"http\", \"url\": \"" + url + "\"}");

        // when
        publish();

        // then
        await().atMost(LONG).until(() -> !attempts().isEmpty());
        for (AttemptRecord record : attempts()) {
            assertThat(record.attempt()).isNotNull();
            assertThat(record.attempt().reason()).isEqualTo(FailureReason.EGRESS_DENIED);
            assertThat(record.attempt().detail()).isNull();
            assertThat(record.attempt().status()).isNull();
            assertThat(record.exchange() == null ? null : record.exchange().response())
                    .isNull();
        }
    }

    @Test
    @Threat("H10")
    void ofAClosedPortAreNoAddresses() {
        // given
        int port = server();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        define("{\"type\": \"http\", \"url\": \"http://127.0.0.1:" + port + "/\"}");

        // when
        publish();

        // then
        await().atMost(LONG).until(() -> !attempts().isEmpty());
        assertThat(attempts()).allSatisfy(record -> {
            assertThat(record.attempt().reason()).isEqualTo(FailureReason.CONNECT_FAILED);
            assertThat(record.attempt().detail()).isNull();
        });
    }

    private int server() {
        HttpServer server = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    arrivals.add(request.uri() + request.headers() + body);
                    request.response()
                            .setStatusCode(arrivals.size() == 1 ? 503 : 400)
                            .end("told: " + request.getHeader("X-Key") + " " + body);
                }))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        return server.actualPort();
    }

    private String putSecret() {
        VariableName id = new VariableName("leaks_" + LISTENERS.get());
        Secret sealed = new Secret(
                TenantId.DEFAULT, id, 1, cipher.encrypt(bytes(secret.text()), Secret.place(TenantId.DEFAULT, id, 1)));
        send(Topics.CATALOG, CatalogKey.ofSecret(TenantId.DEFAULT, id).toString(), CatalogRecord.write(sealed));
        return id.value();
    }

    private void define(String callback) {
        String key = cipher.encrypt(
                        SigningKey.generate(random).bytes(), Listener.signingSecretPlace(TenantId.DEFAULT, listener))
                .value();
        send(Topics.CATALOG, CatalogKey.of(TenantId.DEFAULT, listener).toString(), bytes("""
                {"tenant":"default","id":"%s","revision":1,"paused":false,"signingSecret":"%s",
                 "definition":{"name":"n","selector":{"workflows":["%s"]},"callback":%s,
                 "delivery":{"retry":{"schedule":["PT1S"],"jitter":0}}}}""".formatted(
                        listener, key, name, callback)));
        await().atMost(LONG)
                .until(() -> catalog.current()
                        .find(CatalogKey.of(TenantId.DEFAULT, listener))
                        .isPresent());
    }

    private void publish() {
        RecordHeaders headers = new RecordHeaders();
        Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", name + "-event",
                        "ce_source", "s",
                        "ce_type", "execution.succeeded",
                        "content-type", "application/json")
                .forEach((header, value) -> headers.add(header, bytes(value)));
        byte[] value = bytes("{\"workflow\":{\"name\":\"%s\"},\"execution\":{\"id\":\"e\"}}".formatted(name));
        send(new ProducerRecord<>(Topics.WORKFLOW_EXECUTIONS, null, bytes("e"), value, headers));
    }

    private static List<String> everyTopic() {
        return Stream.concat(
                        Stream.of(RetryTier.values()).map(RetryTier::topic),
                        Stream.of(
                                Topics.DEAD_LETTERS,
                                Topics.ATTEMPTS,
                                Topics.LISTENER_STATE,
                                Topics.INVALID_EVENTS,
                                Topics.CATALOG))
                .toList();
    }

    private List<AttemptRecord> attempts() {
        return own(List.of(Topics.ATTEMPTS)).stream()
                .flatMap(text ->
                        DeliveryJson.read(bytes(text.substring(text.indexOf('{'))), AttemptRecord.class).stream())
                .filter(record -> record.attempt() != null)
                .toList();
    }

    /** Headers and values of the records about this test's listener. */
    private List<String> own(List<String> topics) {
        return records(topics.toArray(String[]::new)).stream()
                .flatMap(record -> text(record).stream())
                .filter(text -> text.contains(listener.value()))
                .toList();
    }

    private static Optional<String> text(ConsumerRecord<byte[], byte[]> record) {
        StringBuilder text = new StringBuilder();
        record.headers()
                .forEach(header -> text.append(header.key())
                        .append('=')
                        .append(new String(header.value(), StandardCharsets.UTF_8))
                        .append('\n'));
        return Optional.ofNullable(record.value())
                .map(value ->
                        text.append(new String(value, StandardCharsets.UTF_8)).toString());
    }
}
