package dev.hearken.dispatcher.owned;

import dev.hearken.model.delivery.Delivery;
import dev.hearken.model.delivery.Order;
import dev.hearken.model.delivery.Order.Place;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * The deliveries of one listener and one execution at their owner: one at a time takes its turn, in the order of their
 * events.
 *
 * <p>While the lane is open the oldest arrival is the head. When the head has to wait, or too many come behind it, the
 * lane is locked: whoever comes then goes to the retry topics with the next number, and the one whose number is next is
 * the head. Before a delivery leaves, the broker has the lock that counts it; before the record of one that is settled
 * is done, the broker has the lock that passes it.
 */
final class Lane {
    /** A returned delivery waits in memory no longer than this for those before it. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    private final LaneWork work;
    private final InstantSource time;
    private final LaneQueue waiting = new LaneQueue();
    private @Nullable LaneLock lock;
    private @Nullable Arrival head;
    private @Nullable Arrival leaving;
    private boolean headWaits;
    private boolean headLeaves;
    private boolean closed;

    /** A lane as its lock says; open without one. */
    Lane(@Nullable LaneLock lock, LaneWork work, InstantSource time) {
        this.lock = lock;
        this.work = work;
        this.time = time;
    }

    /** Takes a delivery in; false if the lane is closed and another must be opened. */
    boolean enter(Arrival arrival) {
        List<Runnable> steps = new ArrayList<>();
        synchronized (this) {
            if (closed) {
                return false;
            }
            Place place = arrival.place();
            if (place == null) {
                waiting.addFresh(arrival);
            } else {
                takeBack(arrival, place, steps);
            }
            next(steps);
        }
        steps.forEach(Runnable::run);
        return true;
    }

    /** Sends those away that have waited long enough for others. */
    void sweep() {
        List<Runnable> steps = new ArrayList<>();
        synchronized (this) {
            Instant before = time.instant().minus(PATIENCE);
            if (!closed && head == null) {
                waiting.returnedBefore(before).forEach(arrival -> sendBack(arrival, steps));
            }
        }
        steps.forEach(Runnable::run);
    }

    /** Closes the lane if nothing is in it; its lock, if it has one, is with the broker. */
    synchronized boolean closeIfIdle() {
        closed = closed || (head == null && leaving == null && waiting.isEmpty());
        return closed;
    }

    synchronized boolean isLocked() {
        return lock != null;
    }

    /** The partition has another owner: what is in the lane is his, and what comes of the head is dropped. */
    void lose() {
        List<Arrival> all = new ArrayList<>();
        synchronized (this) {
            closed = true;
            all.addAll(waiting.takeAll());
            Optional.ofNullable(head).ifPresent(all::add);
            Optional.ofNullable(leaving).ifPresent(all::add);
        }
        all.forEach(Arrival::done);
    }

    private void takeBack(Arrival arrival, Place place, List<Runnable> steps) {
        LaneLock held = lock;
        if (held == null || place.row() != held.row() || place.number() < held.next()) {
            drop(arrival, steps);
            return;
        }
        Arrival twin = waiting.addReturned(place.number(), arrival);
        Arrival beyond = waiting.returnedBeyond();
        if (twin != null) {
            drop(arrival, steps);
        } else if (beyond != null) {
            sendBack(beyond, steps);
        } else if (place.number() == held.next()
                && held.due().isAfter(time.instant().plus(PATIENCE))) {
            sendBack(arrival, steps);
        }
    }

    private void drop(Arrival arrival, List<Runnable> steps) {
        steps.add(() -> {
            work.duplicate();
            arrival.done();
        });
    }

    private void sendBack(Arrival arrival, List<Runnable> steps) {
        Place place = arrival.place();
        if (place != null && waiting.removeReturned(place.number(), arrival)) {
            Delivery delivery = arrival.delivery().withDue(requireNonNull(lock).dueAt(place, time.instant()));
            steps.add(() -> work.retry(delivery)
                    .subscribe()
                    .with(done -> arrival.done(), arrival.settled()::completeExceptionally));
        }
    }

    /** What may begin, begins. */
    private void next(List<Runnable> steps) {
        if (closed) {
            return;
        }
        waiting.takeSettled(lock).forEach(arrival -> drop(arrival, steps));
        if (head == null) {
            Arrival first = waiting.takeFirst(lock);
            if (first != null) {
                head = first;
                headWaits = false;
                steps.add(() -> takeTurn(first));
            }
        }
        if (leaving == null && !headLeaves) {
            Arrival first = waiting.takeLeaving(lock != null, head != null);
            if (first != null) {
                leaving = first;
                steps.add(leave(first));
            }
        }
    }

    /** To the retry topics, behind all others; the last one that is counted may have left before a crash. */
    private Runnable leave(Arrival arrival) {
        LaneLock before = lock == null ? LaneLock.behind(requireNonNull(head), time.instant()) : lock;
        boolean isCounted = before.isLast(arrival);
        LaneLock after = isCounted ? before : before.append(arrival.offset());
        lock = after;
        Uni<Void> written = isCounted ? Uni.createFrom().voidItem() : work.write(after);
        Delivery delivery =
                at(arrival.delivery(), after.lastPlace()).withDue(after.dueAt(after.lastPlace(), time.instant()));
        return () -> written.chain(() -> work.retry(delivery))
                .invoke(work::redirected)
                .subscribe()
                .with(
                        done -> {
                            arrival.done();
                            proceed(() -> leaving = null);
                        },
                        arrival.settled()::completeExceptionally);
    }

    private void takeTurn(Arrival arrival) {
        work.take(arrival.delivery(), delivery -> await(arrival, delivery).replaceWith(true))
                .chain(this::passOn)
                .subscribe()
                .with(
                        done -> {
                            arrival.done();
                            proceed(() -> head = null);
                        },
                        arrival.settled()::completeExceptionally);
    }

    private void proceed(Runnable change) {
        List<Runnable> steps = new ArrayList<>();
        synchronized (this) {
            change.run();
            next(steps);
        }
        steps.forEach(Runnable::run);
    }

    /** The head has to wait: it goes to a retry topic, and the lane is locked. */
    private Uni<Void> await(Arrival arrival, Delivery delivery) {
        return goAway(arrival, delivery).invoke(work::redirected).invoke(() -> proceed(() -> headLeaves = false));
    }

    private synchronized Uni<Void> goAway(Arrival arrival, Delivery delivery) {
        if (closed) {
            return Uni.createFrom().nothing();
        }
        headWaits = true;
        headLeaves = true;
        LaneLock held = lock;
        if (held != null) {
            return work.retry(at(delivery, held.nextPlace())).chain(() -> headIsAway(delivery.due()));
        }
        LaneLock begun = LaneLock.begin(arrival, delivery.due());
        lock = begun;
        return work.write(begun).chain(() -> work.retry(at(delivery, begun.nextPlace())));
    }

    private synchronized Uni<Void> headIsAway(Instant due) {
        LaneLock away = requireNonNull(lock).headWaits(due);
        lock = away;
        return work.write(away);
    }

    /** The head is settled: the next one's turn, when the broker knows. */
    private synchronized Uni<Void> passOn() {
        LaneLock held = lock;
        if (closed || headWaits || held == null) {
            return Uni.createFrom().voidItem();
        }
        LaneLock passed = held.advance();
        lock = passed.isOver() ? null : passed;
        return work.write(passed);
    }

    private static Delivery at(Delivery delivery, Place place) {
        Order order = delivery.order();
        return order == null ? delivery : delivery.withOrder(order.at(place));
    }
}
