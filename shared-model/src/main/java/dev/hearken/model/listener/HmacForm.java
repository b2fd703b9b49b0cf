package dev.hearken.model.listener;

/**
 * How a header carries an HMAC.
 *
 * @param header name of the header
 * @param algorithm of the HMAC
 * @param encoding of the HMAC in the header
 * @param prefix stands before the HMAC, such as {@code sha256=}; {@code <t>} in it stands for the timestamp that was
 *     signed
 * @param signed what the HMAC covers
 */
public record HmacForm(String header, Algorithm algorithm, Encoding encoding, String prefix, Signed signed) {
    /**
     * The profile {@code trifacta}: <code>X-Webhook-Signature: t=&lt;ms&gt;,sha256=&lt;hex&gt;</code> over
     * {@code <ms>.<body>}.
     */
    public static final HmacForm TRIFACTA = new HmacForm(
            "X-Webhook-Signature", Algorithm.SHA256, Encoding.HEX, "t=<t>,sha256=", Signed.TIMESTAMP_MILLIS_AND_BODY);

    /** Hash functions. */
    public enum Algorithm {
        SHA256("sha256", "HmacSHA256"),
        SHA512("sha512", "HmacSHA512");

        private final String wireName;
        private final String javaName;

        Algorithm(String wireName, String javaName) {
            this.wireName = wireName;
            this.javaName = javaName;
        }

        /** The literal form in a definition. */
        public String wireName() {
            return wireName;
        }

        /** The name that {@link javax.crypto.Mac} knows. */
        public String javaName() {
            return javaName;
        }
    }

    /** Forms of the HMAC's bytes as text. */
    public enum Encoding {
        /** Lower case. */
        HEX("hex"),
        /** With padding (RFC 4648 §4). */
        BASE64("base64");

        private final String wireName;

        Encoding(String wireName) {
            this.wireName = wireName;
        }

        /** The literal form in a definition. */
        public String wireName() {
            return wireName;
        }
    }

    /** What the HMAC covers. */
    public enum Signed {
        /** The bytes of the body. */
        BODY("body"),
        /** {@code <t>.<body>}, where t is the header {@code webhook-timestamp}: seconds since 1970. */
        TIMESTAMP_AND_BODY("timestamp.body"),
        /** {@code <t>.<body>}, where t is milliseconds since 1970; of the profile {@code trifacta} only. */
        TIMESTAMP_MILLIS_AND_BODY("timestampMs.body");

        private final String wireName;

        Signed(String wireName) {
            this.wireName = wireName;
        }

        /** The literal form in a definition. */
        public String wireName() {
            return wireName;
        }
    }
}
