package dev.hearken.local.backends;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A folder of this user's own for what can be made again: {@code ~/.cache/hearken}, mode 700. */
final class UserCache {
    private UserCache() {}

    /** Empty for a user without a home, or with one that cannot be written or belongs to somebody else. */
    static Optional<Path> directory() {
        try {
            Path home = Path.of(System.getProperty("user.home"));
            Path cache = home.resolve(".cache");
            Path own = cache.resolve("hearken");
            if (!Files.isDirectory(own)) {
                Files.createDirectories(cache);
                Files.createDirectory(own, OwnerOnly.DIRECTORY);
            }
            boolean isMine = Files.getOwner(own).getName().equals(System.getProperty("user.name"));
            return isMine && Files.isWritable(own) ? Optional.of(own) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
