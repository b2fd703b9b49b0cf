package dev.hearken.registry.replay;

import dev.hearken.model.delivery.DeliveryStatus;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How the latest runs of deliveries stand, in the words of the API. */
final class Standings {
    private static final String MISSING = "missing";

    /** All of them: {@code missing} and the statuses of deliveries. */
    static final List<String> NAMES = Stream.concat(
                    Stream.of(MISSING), Arrays.stream(DeliveryStatus.values()).map(DeliveryStatus::wireName))
            .toList();

    private Standings() {}

    static String nameOf(Optional<DeliveryStatus> latest) {
        return latest.map(DeliveryStatus::wireName).orElse(MISSING);
    }
}
