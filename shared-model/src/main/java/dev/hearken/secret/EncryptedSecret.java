package dev.hearken.secret;

import java.util.regex.Pattern;

/**
 * A secret that only a holder of the key can read. Literal form {@code v1:<key id>:<base64 of nonce and ciphertext>};
 * safe to store and to publish.
 */
public record EncryptedSecret(String value) {
    private static final Pattern FORM = Pattern.compile("v1:[A-Za-z0-9._-]{1,32}:[A-Za-z0-9+/]+={0,2}");

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException if the text has another form
     */
    public EncryptedSecret {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not an encrypted secret of form v1:<key id>:<base64>");
        }
    }

    String keyId() {
        return value.substring(3, value.indexOf(':', 3));
    }

    String payload() {
        return value.substring(value.indexOf(':', 3) + 1);
    }

    @Override
    public String toString() {
        return "EncryptedSecret[" + keyId() + "]";
    }
}
