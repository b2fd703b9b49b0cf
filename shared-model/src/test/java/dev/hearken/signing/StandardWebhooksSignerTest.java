package dev.hearken.signing;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import dev.hearken.Seeded;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StandardWebhooksSignerTest {
    private static final String ID = "msg_3tl2y7oc3t3n3lrsirxnbaswfg";

    private static Map<String, List<String>> headers(String id, long seconds, String signature) {
        return Map.of(
                "webhook-id", List.of(id),
                "webhook-timestamp", List.of(Long.toString(seconds)),
                "webhook-signature", List.of(signature));
    }

    /** The example of the Standard Webhooks documentation, computed once more with OpenSSL. */
    @Test
    void signsThePublishedExample() {
        // given
        var signer = new StandardWebhooksSigner(SigningKey.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
        byte[] body = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);

        // when
        String signature = signer.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body);

        // then
        assertThat(signature).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"a\":\"é 嘊 😀\"}", "plain.text.with.dots", "a\0b\r\n"})
    void signsWhatThePublishedLibraryVerifies(String body) {
        // given
        SigningKey key = SigningKey.generate(new SecureRandom());
        long now = Instant.now().getEpochSecond();

        // when
        String signature = new StandardWebhooksSigner(key).sign(ID, now, body.getBytes(StandardCharsets.UTF_8));

        // then
        assertThatCode(() -> new Webhook(key.reveal()).verify(body, headers(ID, now, signature)))
                .doesNotThrowAnyException();
    }

    @Test
    void signsLikeThePublishedLibraryOnRandomInput() throws Exception {
        // given
        Random random = Seeded.random(StandardWebhooksSignerTest.class);
        for (int round = 0; round < 1_000; round++) {
            byte[] bytes = new byte[24 + random.nextInt(41)];
            random.nextBytes(bytes);
            String body = Long.toString(random.nextLong(), 36).repeat(random.nextInt(200));
            long seconds = random.nextInt(Integer.MAX_VALUE);

            // when
            String signature = new StandardWebhooksSigner(SigningKey.of(bytes))
                    .sign(ID, seconds, body.getBytes(StandardCharsets.UTF_8));

            // then
            assertThat(signature).isEqualTo(new Webhook(bytes).sign(ID, seconds, body));
        }
    }

    @Test
    void signsManyTimes() {
        // given
        var signer = new StandardWebhooksSigner(SigningKey.of(new byte[24]));
        String first = signer.sign(ID, 1, new byte[0]);
        signer.sign("msg_other", 2, new byte[] {1});

        // when
        String again = signer.sign(ID, 1, new byte[0]);

        // then
        assertThat(again).isEqualTo(first);
    }

    @Test
    void coversIdTimeAndBody() {
        // given
        SigningKey key = SigningKey.generate(new SecureRandom());
        long now = Instant.now().getEpochSecond();
        Webhook receiver = new Webhook(key.reveal());

        // when
        String signature = new StandardWebhooksSigner(key).sign(ID, now, "a".getBytes(StandardCharsets.UTF_8));

        // then
        assertThatThrownBy(() -> receiver.verify("b", headers(ID, now, signature)))
                .isInstanceOf(WebhookVerificationException.class);
        assertThatThrownBy(() -> receiver.verify("a", headers(ID + "x", now, signature)))
                .isInstanceOf(WebhookVerificationException.class);
        assertThatThrownBy(() -> receiver.verify("a", headers(ID, now - 1, signature)))
                .isInstanceOf(WebhookVerificationException.class);
        assertThatThrownBy(() -> new Webhook(
                                SigningKey.generate(new SecureRandom()).reveal())
                        .verify("a", headers(ID, now, signature)))
                .isInstanceOf(WebhookVerificationException.class);
    }
}
