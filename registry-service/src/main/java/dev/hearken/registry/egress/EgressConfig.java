package dev.hearken.registry.egress;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** Which addresses beside the public ones a callback may name. */
@ConfigMapping(prefix = "registry.egress")
public interface EgressConfig {
    /**
     * Ranges that callbacks may reach although they are not public, as {@code <address>/<prefix length>}, such as
     * {@code 10.0.0.0/8}. Absent: public addresses only. Give the dispatcher the same list: it has the last word.
     */
    Optional<List<String>> allow();
}
