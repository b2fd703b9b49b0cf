package dev.hearken.signing;

import java.util.Arrays;
import java.util.Optional;

/**
 * How a receiver wants to find an HMAC in one header, such as {@code X-Hub-Signature-256: sha256=<hex>} or
 * {@code X-Webhook-Signature: t=<ms>,sha256=<hex>}.
 *
 * @param header name of the header
 * @param algorithm of the HMAC
 * @param encoding of the HMAC in the value
 * @param prefix stands before the HMAC, such as {@code sha256=}; may be empty
 * @param signed what the HMAC is over
 */
public record HmacHeaderScheme(String header, Algorithm algorithm, Encoding encoding, String prefix, Signed signed) {
    /** The profile {@code trifacta}: {@code X-Webhook-Signature: t=<ms>,sha256=<hex>} over {@code <ms>.<body>}. */
    public static final HmacHeaderScheme TRIFACTA = new HmacHeaderScheme(
            "X-Webhook-Signature", Algorithm.HMAC_SHA256, Encoding.HEX, "sha256=", Signed.MILLIS_AND_BODY);

    /** The hash under the HMAC. */
    public enum Algorithm {
        HMAC_SHA256("HmacSHA256"),
        HMAC_SHA512("HmacSHA512");

        private final String wireName;

        Algorithm(String wireName) {
            this.wireName = wireName;
        }

        /** The literal form, which is Java's name as well. */
        public String wireName() {
            return wireName;
        }

        /** The algorithm with this exact literal form. */
        public static Optional<Algorithm> of(String wireName) {
            return Arrays.stream(values())
                    .filter(algorithm -> algorithm.wireName.equals(wireName))
                    .findFirst();
        }
    }

    /** How the HMAC is written. */
    public enum Encoding {
        /** Lower case. */
        HEX("hex"),
        /** With padding (RFC 4648 §4). */
        BASE64("base64");

        private final String wireName;

        Encoding(String wireName) {
            this.wireName = wireName;
        }

        /** The literal form. */
        public String wireName() {
            return wireName;
        }

        /** The encoding with this exact literal form. */
        public static Optional<Encoding> of(String wireName) {
            return Arrays.stream(values())
                    .filter(encoding -> encoding.wireName.equals(wireName))
                    .findFirst();
        }
    }

    /**
     * What the HMAC is over. With a time it is {@code <t>.<body>}, and the value begins with {@code t=<t>,}, because
     * the receiver cannot know it otherwise.
     */
    public enum Signed {
        BODY("body"),
        /** Milliseconds since 1970. */
        MILLIS_AND_BODY("millis.body"),
        /** Seconds since 1970. */
        SECONDS_AND_BODY("seconds.body");

        private final String wireName;

        Signed(String wireName) {
            this.wireName = wireName;
        }

        /** The literal form. */
        public String wireName() {
            return wireName;
        }

        /** The choice with this exact literal form. */
        public static Optional<Signed> of(String wireName) {
            return Arrays.stream(values())
                    .filter(signed -> signed.wireName.equals(wireName))
                    .findFirst();
        }
    }
}
