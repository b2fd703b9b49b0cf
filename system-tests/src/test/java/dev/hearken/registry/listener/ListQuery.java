package dev.hearken.registry.listener;

import dev.hearken.registry.problem.ProblemException;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.util.Map;

/** The parameters by which the registry filters a list of listeners, for tests of other packages. */
public final class ListQuery {
    private ListQuery() {}

    /** Whether a list may be asked for with this parameter. */
    public static boolean takes(String parameter, String value) {
        try {
            ListenerFilter.from(new MultivaluedHashMap<>(Map.of(parameter, value)));
            return true;
        } catch (ProblemException e) {
            return false;
        }
    }
}
