package dev.hearken.rendering;

import java.util.Map;
import java.util.Optional;

/** The variables and secrets of one tenant. */
public interface TenantValues {
    /** All variables by their names. */
    Map<String, String> variables();

    /** The secret of this name; empty if there is none or it cannot be decrypted here. */
    Optional<String> secret(String name);
}
