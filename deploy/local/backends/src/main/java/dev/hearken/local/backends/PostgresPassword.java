package dev.hearken.local.backends;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/** The superuser's password, made once for a data directory and kept beside it, mode 600. */
record PostgresPassword(Path file) {
    private static final int BITS = 160;

    static PostgresPassword in(Path directory) throws IOException {
        PostgresPassword password = new PostgresPassword(directory.resolve("postgres.password"));
        if (!Files.exists(password.file())) {
            Path unfinished = directory.resolve("postgres.password.unfinished");
            Files.deleteIfExists(unfinished);
            Files.createFile(unfinished, OwnerOnly.FILE);
            Files.writeString(
                    unfinished, new BigInteger(BITS, new SecureRandom()).toString(Character.MAX_RADIX) + "\n");
            Files.move(unfinished, password.file());
        }
        return password;
    }

    String value() throws IOException {
        return Files.readString(file).strip();
    }
}
