package dev.hearken.signing;

import dev.hearken.model.listener.HmacForm;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs as {@code hmac-header} says: one header with an HMAC over the body, or over a timestamp and the body.
 *
 * <p>Holds a keyed {@link Mac}, so it belongs to one thread at a time.
 */
public final class HmacHeaderSigner {
    private static final String TIMESTAMP = "<t>";

    private final HmacForm form;
    private final Mac mac;

    /**
     * A signer with this key.
     *
     * @throws IllegalArgumentException if the key is empty
     */
    public HmacHeaderSigner(HmacForm form, byte[] key) {
        String algorithm = form.algorithm().javaName();
        this.form = form;
        try {
            this.mac = Mac.getInstance(algorithm);
            this.mac.init(new SecretKeySpec(key, algorithm));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }

    /**
     * The value of the header that the form names.
     *
     * @param time of the attempt, the same that {@code webhook-timestamp} tells
     * @param body exactly the bytes that are sent
     */
    public String sign(Instant time, byte[] body) {
        String timestamp = switch (form.signed()) {
            case BODY -> "";
            case TIMESTAMP_AND_BODY -> Long.toString(time.getEpochSecond());
            case TIMESTAMP_MILLIS_AND_BODY -> Long.toString(time.toEpochMilli());
        };
        if (!timestamp.isEmpty()) {
            mac.update((timestamp + ".").getBytes(StandardCharsets.UTF_8));
        }
        byte[] hmac = mac.doFinal(body);
        String prefix = timestamp.isEmpty() ? form.prefix() : form.prefix().replace(TIMESTAMP, timestamp);
        return prefix
                + switch (form.encoding()) {
                    case HEX -> HexFormat.of().formatHex(hmac);
                    case BASE64 -> Base64.getEncoder().encodeToString(hmac);
                };
    }
}
