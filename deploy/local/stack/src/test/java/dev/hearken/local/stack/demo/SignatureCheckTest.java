package dev.hearken.local.stack.demo;

import dev.hearken.local.stack.receiver.Callback;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** With the example of the Standard Webhooks libraries. */
class SignatureCheckTest {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final long TIMESTAMP = 1614265330;
    private static final String BODY = "{\"test\": 2432232314}";
    private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    private final SignatureCheck check = new SignatureCheck(SECRET);

    @Test
    void acceptsWhatWasSigned() {
        assertThat(check.isValid(callback(ID, TIMESTAMP, SIGNATURE, BODY))).isTrue();
    }

    @Test
    void acceptsOneGoodSignatureAmongOthers() {
        String several = "v1,AAAA v1a,BBBB " + SIGNATURE;
        assertThat(check.isValid(callback(ID, TIMESTAMP, several, BODY))).isTrue();
    }

    @Test
    void refusesWhatWasChanged() {
        assertThat(check.isValid(callback(ID, TIMESTAMP, SIGNATURE, BODY + " ")))
                .isFalse();
        assertThat(check.isValid(callback(ID + "x", TIMESTAMP, SIGNATURE, BODY)))
                .isFalse();
        assertThat(check.isValid(callback(ID, TIMESTAMP + 1, SIGNATURE, BODY))).isFalse();
        assertThat(check.isValid(callback(ID, TIMESTAMP, "-", BODY))).isFalse();
        assertThat(new SignatureCheck("whsec_AAAA").isValid(callback(ID, TIMESTAMP, SIGNATURE, BODY)))
                .isFalse();
    }

    @Test
    void refusesAnOldTimestamp() {
        Callback late = new Callback(
                Instant.ofEpochSecond(TIMESTAMP + 301),
                "POST",
                "/",
                headers(ID, Long.toString(TIMESTAMP), SIGNATURE),
                BODY.getBytes(StandardCharsets.UTF_8));
        assertThat(check.isValid(late)).isFalse();
    }

    private static Callback callback(String id, long timestamp, String signature, String body) {
        return new Callback(
                Instant.ofEpochSecond(TIMESTAMP),
                "POST",
                "/",
                headers(id, Long.toString(timestamp), signature),
                body.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, String> headers(String id, String timestamp, String signature) {
        return Map.of("webhook-id", id, "webhook-timestamp", timestamp, "webhook-signature", signature);
    }
}
