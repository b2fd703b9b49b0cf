package dev.hearken.dispatcher.admission;

import dev.hearken.dispatcher.admission.Ticket.Admitted;
import dev.hearken.dispatcher.admission.Ticket.Refused;
import dev.hearken.dispatcher.admission.Ticket.Slot;
import dev.hearken.dispatcher.admission.Waiting.Answer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The slots of one listener, the line before them and its circuit breaker. Thread-safe; answers are given outside the
 * lock.
 *
 * <pre>
 *   enter ──breaker open, own side down──▶ refused
 *     ├──slot of listener, host and instance free──▶ admitted ──release──▶ the slots go to who waits for them
 *     ├──would wait longer than patience──▶ refused
 *     └──otherwise──▶ waits ──▶ admitted, or refused when patience is over
 * </pre>
 */
final class ListenerLine {
    private final Shared shared;
    private final Breaker breaker;
    private final FairQueue<Waiting> waiting = new FairQueue<>();
    private final LinePace pace;
    private final TurnedAway turnedAway;
    private final Awaited awaited;
    private final HeldBytes bytes;
    private int slots = 1;
    private int taken;
    private Refusal obstacle = Refusal.LISTENER_FULL;
    private boolean closed;

    ListenerLine(Shared shared) {
        this.shared = shared;
        this.breaker = new Breaker(shared.rules(), shared.random());
        this.pace = new LinePace(shared.patienceNanos(), shared.nanos().getAsLong());
        this.turnedAway = new TurnedAway(shared.nanos().getAsLong());
        this.awaited = new Awaited(this, shared);
        this.bytes = new HeldBytes(shared.bytes());
    }

    /**
     * Asks for a slot; false if the line was closed in the meantime and another must be asked.
     *
     * @param host the slots of the host where it goes
     */
    boolean enter(Entrant entrant, HostSlots host, Consumer<Ticket> answer) {
        Ticket ticket;
        synchronized (this) {
            if (closed) {
                return false;
            }
            slots = entrant.slots();
            ticket = judge(entrant, host, answer);
        }
        if (ticket == null) {
            // What it waits for may have come free before it was known to wait.
            move();
        } else {
            answer.accept(ticket);
        }
        return true;
    }

    /**
     * Turns away so many of this origin, who come back together, if none of them could get in line now, as far as that
     * can be told without their host.
     */
    synchronized Optional<Refused> turnAway(int crowd, Origin origin) {
        long now = shared.nanos().getAsLong();
        Instant wallClock = shared.time().instant();
        Optional<Instant> askAgain = breaker.refusal(wallClock);
        if (askAgain.isPresent()) {
            return Optional.of(new Refused(Refusal.BREAKER_OPEN, askAgain));
        }
        return taken >= slots && isHopeless(origin, now) ? Optional.of(full(crowd, now, wallClock)) : Optional.empty();
    }

    /** The answer, null if it has to wait. */
    private @Nullable Ticket judge(Entrant entrant, HostSlots host, Consumer<Ticket> answer) {
        long now = shared.nanos().getAsLong();
        Instant wallClock = shared.time().instant();
        Optional<Instant> askAgain = entrant.origin() == Origin.TEST ? Optional.empty() : breaker.refusal(wallClock);
        if (askAgain.isPresent()) {
            return new Refused(Refusal.BREAKER_OPEN, askAgain);
        }
        if (shared.guard().isBarred(host.sighting())) {
            return Refused.because(Refusal.EGRESS_DOWN);
        }
        if (!bytes.tryTake(entrant.weight())) {
            return Refused.because(Refusal.INSTANCE_FULL);
        }
        Waiting newcomer = new Waiting(entrant, host, answer, now);
        if (waiting.isEmpty()) {
            Slot slot = tryTake(newcomer, now, wallClock);
            if (slot != null) {
                return new Admitted(slot);
            }
        }
        if (host.isStalled(now, shared.patienceNanos()) || isHopeless(entrant.origin(), now)) {
            bytes.giveBack(entrant.weight());
            return full(1, now, wallClock);
        }
        waiting.add(entrant.origin(), newcomer);
        awaitObstacle();
        return null;
    }

    /** A slot of everything that must have one; null if {@link #obstacle} has none. */
    private @Nullable Slot tryTake(Waiting head, long now, Instant wallClock) {
        HostSlots host = head.host();
        if (taken >= slots) {
            obstacle = Refusal.LISTENER_FULL;
            return null;
        }
        if (!shared.slots().tryTake(1, taken)) {
            obstacle = Refusal.INSTANCE_FULL;
            return null;
        }
        if (!host.tryTake(now)) {
            shared.slots().giveBack(1);
            obstacle = Refusal.HOST_FULL;
            return null;
        }
        Optional<EgressGuard.Leave> leave = shared.guard().ask(host.sighting());
        boolean isTest = head.entrant().origin() == Origin.TEST;
        int permit = leave.isPresent() && !isTest ? breaker.enter(wallClock) : Breaker.NO_PERMIT;
        if (leave.isEmpty() || (permit == Breaker.NO_PERMIT && !isTest)) {
            leave.ifPresent(given -> shared.guard().saw(host.sighting(), given, Feedback.NOTHING));
            host.giveBack(now);
            shared.slots().giveBack(1);
            obstacle = leave.isEmpty() ? Refusal.EGRESS_DOWN : Refusal.BREAKER_OPEN;
            return null;
        }
        taken++;
        pace.moved(now);
        return feedback -> release(head, now, leave.get(), permit, feedback);
    }

    private boolean release(Waiting admitted, long since, EgressGuard.Leave leave, int permit, Feedback feedback) {
        HostSlots from = admitted.host();
        long now = shared.nanos().getAsLong();
        shared.guard().saw(from.sighting(), leave, feedback);
        from.giveBack(now);
        shared.slots().giveBack(1);
        List<Answer> answers;
        synchronized (this) {
            pace.gaveBack(now, since, taken >= slots);
            taken--;
            bytes.giveBack(admitted.entrant().weight());
            breaker.left(permit, blamed(feedback), slots, shared.time().instant());
            answers = turnedAwayByBreaker();
        }
        answers.forEach(Answer::give);
        from.wake();
        shared.wake();
        move();
        return breaker.isClosed();
    }

    /** While this side is at fault no endpoint is blamed for being out of reach. */
    private Feedback blamed(Feedback feedback) {
        return feedback == Feedback.UNREACHABLE && shared.guard().isDown() ? Feedback.NOTHING : feedback;
    }

    private List<Answer> turnedAwayByBreaker() {
        if (breaker.isClosed() || waiting.isEmpty()) {
            return List.of();
        }
        List<Answer> answers = new ArrayList<>();
        Instant wallClock = shared.time().instant();
        waiting.leaveWhile(
                all -> breaker.refusal(wallClock).isPresent(),
                left -> answers.add(turnAway(left, new Refused(Refusal.BREAKER_OPEN, breaker.refusal(wallClock)))));
        return answers;
    }

    private Refused full(int crowd, long now, Instant wallClock) {
        long stay = turnedAway.stay(pace.turn(taken, slots, now), crowd, now);
        return new Refused(obstacle, Optional.of(wallClock.plusNanos(stay)));
    }

    private Answer turnAway(Waiting left, Refused ticket) {
        bytes.giveBack(left.entrant().weight());
        return left.with(ticket);
    }

    /** Admits from the line whom there are slots for; says whether anybody was. */
    boolean move() {
        List<Answer> answers;
        synchronized (this) {
            if (waiting.isEmpty()) {
                return false;
            }
            answers = new ArrayList<>();
            long now = shared.nanos().getAsLong();
            Instant wallClock = shared.time().instant();
            Slot slot = tryTake(waiting.next(), now, wallClock);
            while (slot != null) {
                answers.add(waiting.leave().with(new Admitted(slot)));
                slot = waiting.isEmpty() ? null : tryTake(waiting.next(), now, wallClock);
            }
            awaitObstacle();
        }
        answers.forEach(Answer::give);
        return !answers.isEmpty();
    }

    private void awaitObstacle() {
        if (!waiting.isEmpty()) {
            awaited.await(obstacle, waiting.next().host());
        }
    }

    /** Refuses those whose patience is over, all of them if the line does not move, and looks for free slots. */
    void sweep() {
        long now = shared.nanos().getAsLong();
        Instant wallClock = shared.time().instant();
        List<Answer> answers = new ArrayList<>();
        synchronized (this) {
            boolean stalled = pace.isStalled(taken, now);
            waiting.leaveWhile(
                    head -> stalled || now - head.since() > shared.patienceNanos(),
                    left -> answers.add(turnAway(left, full(1, now, wallClock))));
        }
        answers.forEach(Answer::give);
        move();
    }

    /** Closes the line if nobody is in it and nothing that it knows matters any more. */
    synchronized boolean closeIfIdle() {
        closed = taken == 0
                && waiting.isEmpty()
                && breaker.isForgettable(shared.time().instant());
        return closed;
    }

    /** Readable without the lock. */
    boolean isBreakerClosed() {
        return breaker.isClosed();
    }

    private boolean isHopeless(Origin origin, long now) {
        return pace.isTooSlowFor(waiting.ahead(origin), taken, slots, now);
    }
}
