package dev.hearken.registry.egress;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** Where a callback may go, and how. */
@ConfigMapping(prefix = "registry.egress")
public interface EgressConfig {
    /**
     * Ranges that callbacks may reach although they are not public, as {@code <address>/<prefix length>}, such as
     * {@code 10.0.0.0/8}. Absent: public addresses only. Give the dispatcher the same list: it has the last word.
     */
    Optional<List<String>> allow();

    /**
     * Ports that callbacks must not name, as {@code <port>} or {@code <first>-<last>}, comma-separated; replaces the
     * default list, {@link dev.hearken.egress.PortPolicy#DEFAULT_DENIED}. {@code none} = every port may be named. Give
     * the dispatcher the same list.
     */
    Optional<List<String>> deniedPorts();

    /**
     * Whether a listener may say {@code "verify": false} and so give up knowing whom it talks to. Give the dispatcher
     * the same: it fails what was registered before.
     */
    @WithDefault("true")
    boolean allowInsecureTls();
}
