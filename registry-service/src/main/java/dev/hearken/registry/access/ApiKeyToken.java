package dev.hearken.registry.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An API key as its holder shows it, literal form {@code hk_<id>_<secret>}: the id 4 to 32 letters and digits, the
 * secret 32 to 128 letters, digits, {@code -} and {@code _}. Never printed whole.
 */
final class ApiKeyToken {
    /** How every key begins. */
    static final String PREFIX = "hk_";

    private static final Pattern FORM = Pattern.compile("hk_([A-Za-z0-9]{4,32})_([A-Za-z0-9_-]{32,128})");

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9]{4,32}");
    private static final int ID_BYTES = 8;
    private static final int SECRET_BYTES = 32;

    private final String id;
    private final String secret;

    private ApiKeyToken(String id, String secret) {
        this.id = id;
        this.secret = secret;
    }

    /** A new key: an id of 16 hexadecimal digits, a secret of 32 random bytes. */
    static ApiKeyToken generate(RandomGenerator random) {
        byte[] id = new byte[ID_BYTES];
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(id);
        random.nextBytes(secret);
        return new ApiKeyToken(
                HexFormat.of().formatHex(id),
                Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }

    /** Reads the literal form; empty if the text has another. */
    static Optional<ApiKeyToken> parse(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches() ? Optional.of(new ApiKeyToken(form.group(1), form.group(2))) : Optional.empty();
    }

    /** Whether a text can be the public part of a key. */
    static boolean isId(String text) {
        return ID.matcher(text).matches();
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

    /** The literal form, for its holder's eyes only. */
    String reveal() {
        return "hk_" + id + "_" + secret;
    }

    @Override
    public String toString() {
        return "hk_" + id + "_…";
    }
}
