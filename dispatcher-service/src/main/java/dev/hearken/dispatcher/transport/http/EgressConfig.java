package dev.hearken.dispatcher.transport.http;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** Exceptions from the address policy. */
@ConfigMapping(prefix = "dispatcher.egress")
public interface EgressConfig {
    /**
     * Address ranges that may be dialled although they are not global unicast, such as {@code 10.1.0.0/16},
     * comma-separated. Absent = none. What is allowed here is reachable for every owner of a listener.
     */
    Optional<List<String>> allow();

    /**
     * Address ranges that must not be dialled although they are public or allowed, such as the public address of the
     * cluster itself, comma-separated. Absent = none.
     */
    Optional<List<String>> deny();

    /**
     * Ports that must not be dialled, as {@code <port>} or {@code <first>-<last>}, comma-separated; replaces the
     * default list, {@link dev.hearken.egress.PortPolicy#DEFAULT_DENIED}. {@code none} = every port may be dialled.
     */
    Optional<List<String>> deniedPorts();
}
