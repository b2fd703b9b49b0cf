package dev.hearken.local.stack.demo;

import dev.hearken.local.stack.receiver.Callback;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a receiver does with every callback: Standard Webhooks, HMAC-SHA256 over
 * {@code <webhook-id>.<webhook-timestamp>.<body>}.
 */
final class SignatureCheck {
    /** An older timestamp may be a recording that somebody plays again. */
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private static final String PREFIX = "whsec_";

    private final byte[] key;

    /** Takes the secret as the registry gives it out, {@code whsec_<base64>}. */
    SignatureCheck(String secret) {
        this.key = Base64.getDecoder().decode(secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : secret);
    }

    /**
     * Whether one of the signatures in {@code webhook-signature}, {@code v1,<base64>}, fits and the timestamp is fresh.
     */
    boolean isValid(Callback callback) {
        String timestamp = callback.header("webhook-timestamp");
        return isFresh(timestamp, callback.at())
                && Stream.of(callback.header("webhook-signature").split(" ", -1))
                        .filter(s -> s.startsWith("v1,"))
                        .anyMatch(s -> isEqual(s.substring(3), expected(callback, timestamp)));
    }

    private static boolean isFresh(String timestamp, Instant at) {
        return timestamp.matches("\\d{1,12}")
                && Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), at)
                                .abs()
                                .compareTo(TOLERANCE)
                        <= 0;
    }

    private String expected(Callback callback, String timestamp) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update((callback.header("webhook-id") + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(mac.doFinal(callback.body()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    /** In a time that does not tell how much was right. */
    private static boolean isEqual(String given, String expected) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }
}
