package dev.hearken.signing;

import dev.hearken.model.listener.HmacForm;
import dev.hearken.model.listener.HmacForm.Encoding;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs by an {@link HmacForm}.
 *
 * <p>Holds a keyed {@link Mac}, so it belongs to one thread at a time.
 */
public final class HmacHeaderSigner {
    private final HmacForm form;
    private final Mac mac;

    /**
     * A signer with this key.
     *
     * @param key the bytes that the receiver has too: of a secret that is a text, its UTF-8
     * @throws IllegalArgumentException if the key is empty
     */
    public HmacHeaderSigner(HmacForm form, byte[] key) {
        this.form = form;
        String algorithm = form.algorithm().javaName();
        try {
            this.mac = Mac.getInstance(algorithm);
            this.mac.init(new SecretKeySpec(key, algorithm));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }

    /**
     * The value of the header, literal form {@code <prefix><HMAC>}, where {@code <t>} in the prefix is the time that is
     * signed.
     *
     * @param at the time of the attempt
     * @param body exactly the bytes that are sent
     */
    public String sign(Instant at, byte[] body) {
        return switch (form.signed()) {
            case BODY -> value("", body);
            case TIMESTAMP_AND_BODY -> signTimed(Long.toString(at.getEpochSecond()), body);
            case TIMESTAMP_MILLIS_AND_BODY -> signTimed(Long.toString(at.toEpochMilli()), body);
        };
    }

    private String signTimed(String time, byte[] body) {
        mac.update((time + ".").getBytes(StandardCharsets.US_ASCII));
        return value(time, body);
    }

    private String value(String time, byte[] body) {
        byte[] hmac = mac.doFinal(body);
        return form.prefix().replace("<t>", time)
                + (form.encoding() == Encoding.HEX
                        ? HexFormat.of().formatHex(hmac)
                        : Base64.getEncoder().encodeToString(hmac));
    }
}
