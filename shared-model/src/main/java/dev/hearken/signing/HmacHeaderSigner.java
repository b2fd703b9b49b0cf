package dev.hearken.signing;

import dev.hearken.signing.HmacHeaderScheme.Encoding;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs by an {@link HmacHeaderScheme}.
 *
 * <p>Holds a keyed {@link Mac}, so it belongs to one thread at a time.
 */
public final class HmacHeaderSigner {
    private final HmacHeaderScheme scheme;
    private final Mac mac;

    /**
     * A signer with this key.
     *
     * @param key the bytes that the receiver has too: of a secret that is a text, its UTF-8
     * @throws IllegalArgumentException if the key is empty
     */
    public HmacHeaderSigner(HmacHeaderScheme scheme, byte[] key) {
        this.scheme = scheme;
        String algorithm = scheme.algorithm().wireName();
        try {
            this.mac = Mac.getInstance(algorithm);
            this.mac.init(new SecretKeySpec(key, algorithm));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }

    /**
     * The value of the header, literal form {@code [t=<time>,]<prefix><HMAC>}.
     *
     * @param at the time of the attempt
     * @param body exactly the bytes that are sent
     */
    public String sign(Instant at, byte[] body) {
        return switch (scheme.signed()) {
            case BODY -> signature(body);
            case MILLIS_AND_BODY -> sign(at.toEpochMilli(), body);
            case SECONDS_AND_BODY -> sign(at.getEpochSecond(), body);
        };
    }

    private String sign(long time, byte[] body) {
        mac.update((time + ".").getBytes(StandardCharsets.US_ASCII));
        return "t=" + time + "," + signature(body);
    }

    private String signature(byte[] body) {
        byte[] hmac = mac.doFinal(body);
        return scheme.prefix()
                + (scheme.encoding() == Encoding.HEX
                        ? HexFormat.of().formatHex(hmac)
                        : Base64.getEncoder().encodeToString(hmac));
    }
}
