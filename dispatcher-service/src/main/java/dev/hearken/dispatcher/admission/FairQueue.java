package dev.hearken.dispatcher.admission;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A line for fresh and one for retried deliveries. While both wait, seven of ten that leave are fresh; while only one
 * waits it has everything.
 */
final class FairQueue<T> {
    private static final int ROUND = 10;
    private static final double FRESH_SHARE = 0.7;

    private final Deque<T> fresh = new ArrayDeque<>();
    private final Deque<T> retried = new ArrayDeque<>();
    private int turn;

    void add(Origin origin, T entry) {
        of(origin).addLast(entry);
    }

    boolean isEmpty() {
        return fresh.isEmpty() && retried.isEmpty();
    }

    int size() {
        return fresh.size() + retried.size();
    }

    /**
     * Who leaves next.
     *
     * @throws NoSuchElementException if nobody waits
     */
    T next() {
        return chosen().getFirst();
    }

    /**
     * Lets the next leave.
     *
     * @throws NoSuchElementException if nobody waits
     */
    T leave() {
        Deque<T> chosen = chosen();
        if (!fresh.isEmpty() && !retried.isEmpty()) {
            turn = (turn + 1) % ROUND;
        }
        return chosen.removeFirst();
    }

    /** Lets those leave from the heads of both lines who match. */
    void leaveWhile(Predicate<T> condition, Consumer<T> left) {
        leaveWhile(fresh, condition, left);
        leaveWhile(retried, condition, left);
    }

    private static <T> void leaveWhile(Deque<T> line, Predicate<T> condition, Consumer<T> left) {
        T head = line.peekFirst();
        while (head != null && condition.test(head)) {
            left.accept(line.removeFirst());
            head = line.peekFirst();
        }
    }

    /** How many leave before a newcomer does, as things stand. */
    double ahead(Origin origin) {
        Deque<T> own = of(origin);
        Deque<T> other = own == fresh ? retried : fresh;
        double share = origin == Origin.FRESH ? FRESH_SHARE : 1 - FRESH_SHARE;
        return other.isEmpty() ? own.size() : Math.min(own.size() / share, (double) own.size() + other.size());
    }

    private Deque<T> of(Origin origin) {
        return origin == Origin.FRESH ? fresh : retried;
    }

    private Deque<T> chosen() {
        boolean turnOfRetried = turn % 3 == 2;
        return fresh.isEmpty() || (turnOfRetried && !retried.isEmpty()) ? retried : fresh;
    }
}
