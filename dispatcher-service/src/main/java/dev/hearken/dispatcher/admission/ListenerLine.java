package dev.hearken.dispatcher.admission;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * The slots of one listener and the line before them. Thread-safe; answers are given outside the lock.
 *
 * <pre>
 *   enter ──slot free──▶ admitted ──release──▶ slot goes to the head of the line
 *     ├──line is short, or moves fast──▶ waits ──▶ admitted, or refused by turnAway
 *     └──otherwise──▶ refused
 * </pre>
 */
final class ListenerLine {
    private final int slots;
    private final int shortLine;
    private final long patienceNanos;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private int taken;
    private long lastMove;
    private boolean closed;

    private record Waiting(Consumer<Ticket> answer, long since) {}

    ListenerLine(int slots, int shortLine, long patienceNanos, long now) {
        this.slots = slots;
        this.shortLine = shortLine;
        this.patienceNanos = patienceNanos;
        this.lastMove = now;
    }

    /** Asks for a slot; false if the line was closed in the meantime and another must be asked. */
    boolean enter(Consumer<Ticket> answer, long now) {
        Ticket ticket;
        synchronized (this) {
            if (closed) {
                return false;
            }
            if (taken < slots) {
                taken++;
                lastMove = now;
                ticket = admitted();
            } else if (isStalled(now) || isTooLong(now)) {
                ticket = new Ticket.Refused();
            } else {
                waiting.addLast(new Waiting(answer, now));
                return true;
            }
        }
        answer.accept(ticket);
        return true;
    }

    private Ticket admitted() {
        return new Ticket.Admitted(() -> release(System.nanoTime()));
    }

    private void release(long now) {
        Waiting next;
        synchronized (this) {
            lastMove = now;
            next = waiting.pollFirst();
            if (next == null) {
                taken--;
                return;
            }
        }
        next.answer().accept(admitted());
    }

    /** Refuses everyone in a line that does not move. */
    void turnAway(long now) {
        List<Waiting> refused;
        synchronized (this) {
            if (!isStalled(now)) {
                return;
            }
            refused = new ArrayList<>(waiting);
            waiting.clear();
        }
        refused.forEach(turned -> turned.answer().accept(new Ticket.Refused()));
    }

    /** Closes the line if nobody is in it. */
    synchronized boolean closeIfEmpty() {
        closed = taken == 0 && waiting.isEmpty();
        return closed;
    }

    private boolean isStalled(long now) {
        return taken == slots && now - lastMove > patienceNanos;
    }

    /** A long line is no harm while its head has not waited long: it moves fast, and a burst need not leave memory. */
    private boolean isTooLong(long now) {
        return waiting.size() >= shortLine && now - waiting.getFirst().since() > patienceNanos;
    }
}
