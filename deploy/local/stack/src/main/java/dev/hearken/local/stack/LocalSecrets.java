package dev.hearken.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * What the services of one data directory must know and nobody else may: made once, kept beside the data, mode 600.
 *
 * @param apiKey of an admin, {@code hk_<12 characters>_<43 characters>}, both of {@code [A-Za-z0-9]}
 * @param keyRing the key that encrypts secrets, {@code k1:<base64 of 32 bytes>}
 */
record LocalSecrets(String apiKey, String keyRing) {
    private static final String BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int ID_LENGTH = 12;
    private static final int SECRET_LENGTH = 43;
    private static final int KEY_BYTES = 32;

    /** Reads them, or makes them where there are none. */
    static LocalSecrets in(Path data) throws IOException {
        SecureRandom random = new SecureRandom();
        String apiKey = "hk_" + base62(random, ID_LENGTH) + "_" + base62(random, SECRET_LENGTH);
        return new LocalSecrets(
                kept(data.resolve("api-key"), apiKey), kept(data.resolve("key-ring"), "k1:" + base64(random)));
    }

    /** Keeps the secrets out of logs. */
    @Override
    public String toString() {
        return "LocalSecrets";
    }

    private static String kept(Path file, String fresh) throws IOException {
        if (!Files.exists(file)) {
            SecretFile.write(file, fresh + "\n");
        }
        return Files.readString(file).strip();
    }

    private static String base62(SecureRandom random, int length) {
        return random.ints(length, 0, BASE62.length())
                .collect(StringBuilder::new, (s, i) -> s.append(BASE62.charAt(i)), StringBuilder::append)
                .toString();
    }

    private static String base64(SecureRandom random) {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }
}
