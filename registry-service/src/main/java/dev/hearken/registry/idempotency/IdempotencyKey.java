package dev.hearken.registry.idempotency;

import dev.hearken.model.TenantId;
import dev.hearken.registry.problem.ProblemException;
import dev.hearken.registry.problem.ProblemType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Pattern;

/** The header {@code Idempotency-Key} of one tenant: 1 to 255 visible ASCII characters. */
public record IdempotencyKey(TenantId tenant, String value) {
    private static final Pattern FORM = Pattern.compile("[\\x21-\\x7E]{1,255}");

    /**
     * Checks the form.
     *
     * @throws ProblemException {@link ProblemType#INVALID_REQUEST} if the key has another form
     */
    public IdempotencyKey {
        if (!FORM.matcher(value).matches()) {
            throw new ProblemException(
                    ProblemType.INVALID_REQUEST, "The header 'Idempotency-Key' must have 1 to 255 visible characters");
        }
    }

    /** The number under which PostgreSQL locks the key. Two keys with the same one only wait for each other. */
    long lockNumber() {
        return ByteBuffer.wrap(sha256((tenant.value() + '\0' + value).getBytes(StandardCharsets.UTF_8)))
                .getLong();
    }

    /** What tells one request from another: SHA-256 of its method, path and body. */
    public static byte[] requestHash(String method, String path, byte[] body) {
        byte[] head = (method + ' ' + path + '\n').getBytes(StandardCharsets.UTF_8);
        return sha256(ByteBuffer.allocate(head.length + body.length)
                .put(head)
                .put(body)
                .array());
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
