package dev.hearken.dispatcher.owned;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.hearken.model.delivery.Order.Place;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * Why a lane is locked: the deliveries that wait in the retry topics, {@code next} to {@code last} of a row. Every
 * delivery of the lane up to {@code offset} is settled or among them.
 *
 * <p>A row is named by an offset of its partition, so that a later one has a greater name, and a number means the same
 * delivery to whoever gives it.
 *
 * @param row the offset of its first delivery
 * @param next whose turn it is
 * @param last the last one that has a number
 * @param due when {@code next} is due, as far as is known
 * @param partition of {@code hearken.owned} that the offsets belong to
 * @param offset of the record that became number {@code last}
 * @param running the offset of the record that is number {@code next} and lies in no retry topic yet; absent if it does
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record LaneLock(
        long row,
        long next,
        long last,
        Instant due,
        int partition,
        long offset,
        @Nullable Long running) {
    private static final Duration SHORTEST_STAY = Duration.ofSeconds(2);
    private static final Duration LONGEST_STAY = Duration.ofSeconds(30);
    private static final Duration PER_DELIVERY = Duration.ofMillis(20);

    LaneLock {
        requireNonNull(due);
    }

    /** A row of one: it has to wait. */
    static LaneLock begin(Arrival first, Instant due) {
        return new LaneLock(first.offset(), 1, 1, due, first.partition(), first.offset(), null);
    }

    /** A row of one that takes its turn and holds up those behind it. */
    static LaneLock behind(Arrival running, Instant now) {
        return new LaneLock(running.offset(), 1, 1, now, running.partition(), running.offset(), running.offset());
    }

    /** One more at the end. */
    LaneLock append(long recordOffset) {
        return new LaneLock(row, next, last + 1, due, partition, recordOffset, running);
    }

    /** The next one lies in a retry topic. */
    LaneLock headWaits(Instant until) {
        return new LaneLock(row, next, last, until, partition, offset, null);
    }

    /** The next one is settled. */
    LaneLock advance() {
        return new LaneLock(row, next + 1, last, due, partition, offset, null);
    }

    /** Whether all are settled. */
    @JsonIgnore
    boolean isOver() {
        return next > last;
    }

    Place nextPlace() {
        return new Place(row, next);
    }

    Place lastPlace() {
        return new Place(row, last);
    }

    /**
     * When a delivery behind the head is due: with the head, or when those before it may be through if all goes well.
     */
    Instant dueAt(Place place, Instant now) {
        if (due.isAfter(now)) {
            return due;
        }
        Duration wait = SHORTEST_STAY.plus(PER_DELIVERY.multipliedBy(Math.max(0, place.number() - next)));
        return now.plus(wait.compareTo(LONGEST_STAY) < 0 ? wait : LONGEST_STAY);
    }

    /** Whether the record was there when the lock was written. */
    boolean covers(Arrival arrival) {
        return arrival.partition() == partition && arrival.offset() <= offset;
    }

    boolean isRunning(Arrival arrival) {
        return running != null && arrival.partition() == partition && arrival.offset() == running;
    }

    boolean isLast(Arrival arrival) {
        return arrival.partition() == partition && arrival.offset() == offset;
    }
}
