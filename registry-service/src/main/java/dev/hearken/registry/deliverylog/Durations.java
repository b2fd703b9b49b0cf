package dev.hearken.registry.deliverylog;

import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * How long attempts took, by buckets that grow by a tenth each, which is how exact the percentiles are: 0 holds less
 * than 1 ms, n from 1.1^(n-1) to 1.1^n ms.
 */
final class Durations {
    private static final double GROWTH = 1.1;

    private final NavigableMap<Integer, Long> buckets = new TreeMap<>();
    private long total;

    void add(int bucket, long attempts) {
        buckets.merge(bucket, attempts, Long::sum);
        total += attempts;
    }

    /**
     * The time in milliseconds within which this share of the attempts ended; empty if there was none.
     *
     * @param share above 0 and at most 1
     */
    OptionalLong percentile(double share) {
        long wanted = (long) Math.ceil(share * total);
        long seen = 0;
        for (Map.Entry<Integer, Long> bucket : buckets.entrySet()) {
            seen += bucket.getValue();
            if (seen >= wanted) {
                return OptionalLong.of(middle(bucket.getKey()));
            }
        }
        return OptionalLong.empty();
    }

    private static long middle(int bucket) {
        return bucket == 0 ? 0 : Math.round(Math.pow(GROWTH, bucket - 0.5));
    }
}
