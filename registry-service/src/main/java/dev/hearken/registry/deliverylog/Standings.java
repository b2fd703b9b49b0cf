package dev.hearken.registry.deliverylog;

import dev.hearken.model.delivery.Attempt;
import dev.hearken.model.delivery.AttemptRecord;
import dev.hearken.model.delivery.DeliveryId;
import dev.hearken.model.delivery.FailureReason;
import dev.hearken.model.delivery.Standing;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The last word of a batch on each run of each delivery. */
final class Standings {
    private static final Comparator<Standing> LATER = Comparator.comparingInt(Standing::attempts)
            .thenComparing(standing -> standing.status().isEnd())
            .thenComparing(Standing::at);

    private Standings() {}

    /**
     * What a batch says of one run of a delivery.
     *
     * @param last the record with the last word
     * @param attempt the last attempt of the batch, absent if it has none
     */
    record Said(AttemptRecord last, @Nullable Attempt attempt) {
        private Said and(AttemptRecord next) {
            Attempt tried = next.attempt() == null ? attempt : next.attempt();
            boolean later = LATER.compare(next.standing(), last.standing()) >= 0;
            return new Said(later ? next : last, later ? tried : attempt);
        }

        /** Why it ended without success, or why the last attempt failed; null if neither is known here. */
        @Nullable
        FailureReason reason() {
            FailureReason ended = last.standing().reason();
            return ended != null || attempt == null ? ended : attempt.reason();
        }

        /** What goes with the reason. */
        @Nullable
        String detail() {
            String ended = last.standing().detail();
            return ended != null || attempt == null ? ended : attempt.detail();
        }
    }

    private record Run(DeliveryId delivery, Instant createdAt) {}

    /** The last words, in the order of their keys, so that no two writers wait for each other in a circle. */
    static List<Said> of(Collection<AttemptRecord> batch) {
        Map<Run, Said> runs = new LinkedHashMap<>();
        for (AttemptRecord record : batch) {
            runs.merge(
                    new Run(record.delivery(), record.createdAt()),
                    new Said(record, record.attempt()),
                    (said, next) -> said.and(record));
        }
        return runs.values().stream()
                .sorted(Comparator.comparing(
                                (Said said) -> said.last().delivery().value())
                        .thenComparing(said -> said.last().createdAt()))
                .toList();
    }
}
