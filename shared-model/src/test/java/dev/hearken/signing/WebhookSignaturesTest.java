package dev.hearken.signing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.standardwebhooks.Webhook;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Verified by the published libraries in Java and in JavaScript; without node and npm this fails and says so. */
class WebhookSignaturesTest {
    private static final String ID = "msg_3tl2y7oc3t3n3lrsirxnbaswfg";
    private static final String BODY = "{\"a\":\"é 嘊 😀\"}";
    private static final Path SCRIPTS = Path.of("src/test/javascript");
    private static final Path INSTALLED = Path.of("target/javascript");

    private final SecureRandom random = new SecureRandom();
    private final SigningKey newKey = SigningKey.generate(random);
    private final SigningKey oldKey = SigningKey.generate(random);
    private final AsymmetricKey pair = AsymmetricKey.generate(random);
    private final long now = Instant.now().getEpochSecond();

    @BeforeAll
    static void install() throws IOException, InterruptedException {
        Files.createDirectories(INSTALLED);
        for (String file : List.of("package.json", "verify.js")) {
            Files.copy(SCRIPTS.resolve(file), INSTALLED.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        run("", "npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline");
    }

    @Test
    void letsAReceiverHoldTheNewOrTheOldKeyWhileARotationOverlaps() throws Exception {
        // when
        String signatures = WebhookSignatures.symmetric(List.of(newKey, oldKey)).sign(ID, now, bytes());

        // then
        assertThat(signatures).matches("v1,[^ ]+ v1,[^ ]+");
        for (SigningKey key : List.of(newKey, oldKey)) {
            assertThatCode(() -> new Webhook(key.reveal()).verify(BODY, headers(signatures)))
                    .doesNotThrowAnyException();
            assertThat(verify(Map.of("secret", key.reveal()), signatures, BODY))
                    .containsExactly("standardwebhooks", "svix");
        }
        SigningKey stranger = SigningKey.generate(random);
        assertThat(verify(Map.of("secret", stranger.reveal()), signatures, BODY))
                .containsExactly(
                        "standardwebhooks refused: No matching signature found",
                        "svix refused: No matching signature found");
    }

    @Test
    void signsWithBothSchemesSideBySide() throws Exception {
        // given
        WebhookSigner symmetric = new StandardWebhooksSigner(newKey)::sign;

        // when
        String signatures =
                new WebhookSignatures(List.of(new AsymmetricWebhooksSigner(pair), symmetric)).sign(ID, now, bytes());

        // then
        assertThat(signatures).matches("v1a,[^ ]+ v1,[^ ]+");
        assertThatCode(() -> new Webhook(newKey.reveal()).verify(BODY, headers(signatures)))
                .doesNotThrowAnyException();
        assertThat(verify(Map.of("secret", newKey.reveal(), "publicKey", pair.publicForm()), signatures, BODY))
                .containsExactly("standardwebhooks", "svix", "ed25519");
    }

    @Test
    void coversIdTimeAndBodyWithAPublicKey() throws Exception {
        // when
        String signature = WebhookSignatures.asymmetric(List.of(pair)).sign(ID, now, bytes());

        // then
        Map<String, String> key = Map.of("publicKey", pair.publicForm());
        assertThat(verify(key, signature, BODY)).containsExactly("ed25519");
        assertThat(verify(key, signature, BODY + " ")).isEmpty();
        String other = AsymmetricKey.generate(random).publicForm();
        assertThat(verify(Map.of("publicKey", other), signature, BODY)).isEmpty();
        assertThat(WebhookSignatures.asymmetric(List.of(pair)).sign(ID, now + 1, bytes()))
                .isNotEqualTo(signature);
    }

    @Test
    void refusesToSignWithNothing() {
        assertThatThrownBy(() -> WebhookSignatures.symmetric(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] bytes() {
        return BODY.getBytes(StandardCharsets.UTF_8);
    }

    private Map<String, List<String>> headers(String signatures) {
        return Map.of(
                "webhook-id", List.of(ID),
                "webhook-timestamp", List.of(Long.toString(now)),
                "webhook-signature", List.of(signatures));
    }

    private List<String> verify(Map<String, String> keys, String signatures, String body)
            throws IOException, InterruptedException {
        var input = new ObjectMapper().createObjectNode();
        keys.forEach(input::put);
        input.put("body", body);
        input.putObject("headers")
                .put("webhook-id", ID)
                .put("webhook-timestamp", Long.toString(now))
                .put("webhook-signature", signatures);
        return run(input.toString(), "node", "verify.js").lines().toList();
    }

    private static String run(String input, String... command) throws IOException, InterruptedException {
        Process process = start(command);
        try (var in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        boolean ended = process.waitFor(120, TimeUnit.SECONDS);
        assertThat(ended && process.exitValue() == 0)
                .as("%s: %s", String.join(" ", command), said)
                .isTrue();
        return said;
    }

    private static Process start(String... command) {
        try {
            return new ProcessBuilder(Stream.of(command).toList())
                    .directory(INSTALLED.toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new IllegalStateException(
                    "signatures are verified in JavaScript too: this test needs node and npm on the path", e);
        }
    }
}
