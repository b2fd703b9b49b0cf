package dev.hearken.registry.replay;

import java.util.List;
import java.util.Optional;

/**
 * How far a replay has come.
 *
 * @param spans what it reads; empty until its range is known
 * @param tally what it has counted in what is done
 * @param gone what it could not read
 */
record Progress(Optional<List<Span>> spans, Tally tally, Gone gone) {
    static final Progress NONE = new Progress(Optional.empty(), Tally.NOTHING, Gone.NOTHING);

    /** The range is known. */
    Progress planned(List<Span> plan, Gone before) {
        return new Progress(Optional.of(List.copyOf(plan)), tally, gone.plus(before));
    }

    /** Everything of a partition before this offset is done. */
    Progress reached(String topic, int partition, long next, Tally more) {
        return new Progress(
                spans.map(all -> all.stream()
                        .map(span -> span.isOf(topic, partition) ? span.at(next) : span)
                        .toList()),
                tally.plus(more),
                gone);
    }

    Progress without(Gone more) {
        return new Progress(spans, tally, gone.plus(more));
    }
}
