package dev.hearken.registry.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An API key as its holder shows it, literal form {@code hk_<id>_<secret>}: the id 4 to 32 letters and digits, the
 * secret 32 to 128 letters, digits, {@code -} and {@code _}. Never printed whole.
 */
final class ApiKeyToken {
    private static final Pattern FORM = Pattern.compile("hk_([A-Za-z0-9]{4,32})_([A-Za-z0-9_-]{32,128})");

    private final String id;
    private final String secret;

    private ApiKeyToken(String id, String secret) {
        this.id = id;
        this.secret = secret;
    }

    /** Reads the literal form; empty if the text has another. */
    static Optional<ApiKeyToken> parse(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches() ? Optional.of(new ApiKeyToken(form.group(1), form.group(2))) : Optional.empty();
    }

    /** The public part, by which the key is looked up. */
    String id() {
        return id;
    }

    /** SHA-256 of the secret part: 32 bytes. The secret has enough entropy to need no salt and no stretching. */
    byte[] secretHash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "hk_" + id + "_…";
    }
}
