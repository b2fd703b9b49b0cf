package dev.hearken.registry.variable;

import dev.hearken.model.catalog.Secret;
import dev.hearken.secret.EncryptedSecret;
import dev.hearken.secret.SecretCipher;
import dev.hearken.secret.UnreadableSecretException;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Encrypts and decrypts the values of rows that are secrets. */
@Singleton
class SecretValues {
    private static final int HINT_LENGTH = 4;
    private static final int LONG_ENOUGH = 16;

    private final SecretCipher cipher;

    SecretValues(SecretCipher cipher) {
        this.cipher = cipher;
    }

    /** The ciphertext for the row's present revision. */
    String encrypt(VariableEntity row, String value) {
        return cipher.encrypt(value.getBytes(StandardCharsets.UTF_8), place(row))
                .value();
    }

    String decrypt(VariableEntity row) {
        return new String(cipher.decrypt(new EncryptedSecret(row.value), place(row)), StandardCharsets.UTF_8);
    }

    /** Whether the row's value can be decrypted. */
    boolean opens(VariableEntity row) {
        try {
            cipher.decrypt(new EncryptedSecret(row.value), place(row));
            return true;
        } catch (UnreadableSecretException e) {
            return false;
        }
    }

    private static String place(VariableEntity row) {
        return Secret.place(row.tenantId(), row.variableName(), row.revision);
    }

    /** The last four characters of a secret of at least 16, {@code …abcd}; absent for a shorter one. */
    @Nullable
    String hint(VariableEntity row) {
        String value = decrypt(row);
        int length = value.codePointCount(0, value.length());
        return length < LONG_ENOUGH
                ? null
                : "…" + value.substring(value.offsetByCodePoints(value.length(), -HINT_LENGTH));
    }
}
