package dev.hearken.registry.preview;

import dev.hearken.rendering.TenantValues;
import java.util.Map;
import java.util.Optional;

/** The variables as they are, and a mask for every secret. */
record MaskedValues(Map<String, String> variables) implements TenantValues {
    static final String MASK = "***";

    @Override
    public Optional<String> secret(String name) {
        return Optional.of(MASK);
    }
}
