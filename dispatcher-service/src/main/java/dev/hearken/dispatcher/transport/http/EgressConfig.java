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
}
