package dev.hearken.local.stack;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The ports of one stack.
 *
 * @param kafka 9092 + offset
 * @param postgres 5432 + offset
 * @param registry 8080 + offset
 * @param registryManagement 9000 + offset
 * @param dispatcherManagement 9001 + offset for the first dispatcher, then one more for each
 */
record Ports(int kafka, int postgres, int registry, int registryManagement, List<Integer> dispatcherManagement) {
    Ports {
        dispatcherManagement = List.copyOf(dispatcherManagement);
    }

    static Ports of(StackOptions options) {
        int offset = options.portOffset();
        return new Ports(
                9092 + offset,
                5432 + offset,
                8080 + offset,
                9000 + offset,
                IntStream.rangeClosed(1, options.dispatchers())
                        .mapToObj(n -> 9000 + n + offset)
                        .toList());
    }

    List<PortClaim> claims() {
        List<PortClaim> claims = new ArrayList<>();
        claims.add(new PortClaim("Kafka", kafka));
        claims.add(new PortClaim("PostgreSQL", postgres));
        claims.add(new PortClaim("the registry's API", registry));
        claims.add(new PortClaim("the registry's management", registryManagement));
        for (int i = 0; i < dispatcherManagement.size(); i++) {
            claims.add(new PortClaim("the management of dispatcher-" + (i + 1), dispatcherManagement.get(i)));
        }
        return claims;
    }
}
