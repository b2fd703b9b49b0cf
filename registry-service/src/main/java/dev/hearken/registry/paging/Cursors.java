package dev.hearken.registry.paging;

import dev.hearken.model.TenantId;
import dev.hearken.registry.problem.ProblemException;
import dev.hearken.registry.problem.ProblemType;
import dev.hearken.secret.KeyRing;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Writes and reads cursors, literal form: URL-safe base64 of 16 bytes of HMAC-SHA-256 and the last id. The code covers
 * the tenant and the filters too.
 */
@Singleton
public final class Cursors {
    private static final int MAC_BYTES = 16;
    private static final int MAX_LENGTH = 200;

    private final SecretKeySpec key;

    /** Cursors under a key that is derived from the ring's primary key. */
    public Cursors(KeyRing keys) {
        this.key = new SecretKeySpec(keys.derive("registry.cursor"), "HmacSHA256");
    }

    /** A cursor that continues after the item with this id. */
    public String write(TenantId tenant, String filters, String lastId) {
        byte[] id = lastId.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = Arrays.copyOf(mac(tenant, filters, lastId), MAC_BYTES + id.length);
        System.arraycopy(id, 0, bytes, MAC_BYTES, id.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * The id after which the list continues.
     *
     * @throws ProblemException {@link ProblemType#INVALID_CURSOR} if the cursor was not written by {@link #write} with
     *     the same tenant, filters and key
     */
    public String read(TenantId tenant, String filters, String cursor) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(cursor);
            if (cursor.length() <= MAX_LENGTH && bytes.length > MAC_BYTES) {
                String id = new String(bytes, MAC_BYTES, bytes.length - MAC_BYTES, StandardCharsets.UTF_8);
                byte[] expected = Arrays.copyOf(mac(tenant, filters, id), MAC_BYTES);
                if (MessageDigest.isEqual(expected, Arrays.copyOf(bytes, MAC_BYTES))) {
                    return id;
                }
            }
        } catch (IllegalArgumentException e) {
            // Not base64: the same answer as for a wrong code.
        }
        throw new ProblemException(
                ProblemType.INVALID_CURSOR, "Take the cursor from 'nextCursor' and keep the filters as they were");
    }

    private byte[] mac(TenantId tenant, String filters, String id) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal((tenant.value() + '\0' + id + '\0' + filters).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
