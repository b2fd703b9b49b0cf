package dev.hearken.dispatcher.intake;

import dev.hearken.dispatcher.cancellation.CancellationConsumer;
import dev.hearken.dispatcher.cancellation.Cancellations;
import dev.hearken.dispatcher.catalog.Catalog;
import dev.hearken.dispatcher.catalog.CatalogConsumer;
import dev.hearken.dispatcher.dispatch.Dispatcher;
import dev.hearken.dispatcher.health.ListenerStateConsumer;
import dev.hearken.dispatcher.owned.LaneLockConsumer;
import dev.hearken.dispatcher.owned.OwnedConsumer;
import dev.hearken.dispatcher.platform.GroupHistory;
import dev.hearken.dispatcher.platform.RecordConsumer;
import dev.hearken.dispatcher.platform.TopicVerifier;
import dev.hearken.dispatcher.retry.RetryConsumer;
import dev.hearken.model.topic.Topic;
import dev.hearken.model.topic.Topics;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Opens and closes the intake in the right order:
 *
 * <pre>
 *   topics verified ──▶ catalog and cancellations loaded ──▶ events and retries consumed ──SIGTERM──▶ drained, committed, closed
 * </pre>
 */
@Singleton
public class Intake {
    private static final Logger LOG = Logger.getLogger(Intake.class);
    private static final Duration NEXT_LOOK = Duration.ofSeconds(2);

    private final TopicVerifier topics;
    private final GroupHistory history;
    private final CatalogConsumer catalogConsumer;
    private final ListenerStateConsumer listenerStates;
    private final CancellationConsumer cancellationConsumer;
    private final EventConsumer events;
    private final RetryConsumer retries;
    private final LaneLockConsumer laneLocks;
    private final OwnedConsumer owned;
    private final String group;
    private final RedeliveryConsumer redeliveries;
    private final Dispatcher dispatcher;
    private final List<Topic> wanted;
    private final Thread opener = new Thread(this::open, "intake");
    private volatile State state = new State("not started", false);

    /** What it waits for, and whether it is open. */
    private record State(String waitingFor, boolean open) {}

    Intake(
            TopicVerifier topics,
            GroupHistory history,
            CatalogConsumer catalogConsumer,
            ListenerStateConsumer listenerStates,
            CancellationConsumer cancellationConsumer,
            EventConsumer events,
            RetryConsumer retries,
            LaneLockConsumer laneLocks,
            OwnedConsumer owned,
            RedeliveryConsumer redeliveries,
            Dispatcher dispatcher,
            IntakeConfig config) {
        this.topics = topics;
        this.history = history;
        this.group = config.group();
        this.catalogConsumer = catalogConsumer;
        this.listenerStates = listenerStates;
        this.cancellationConsumer = cancellationConsumer;
        this.events = events;
        this.retries = retries;
        this.laneLocks = laneLocks;
        this.owned = owned;
        this.redeliveries = redeliveries;
        this.dispatcher = dispatcher;
        this.wanted = wanted(config.topics());
    }

    private static List<Topic> wanted(List<String> eventTopics) {
        List<String> defaults = List.of(Topics.WORKFLOW_EXECUTIONS, Topics.WORKFLOW_TASKS);
        return Stream.concat(
                        eventTopics.stream().map(name -> new Topic(name, 1, Map.of())),
                        Topics.all().stream().filter(topic -> !defaults.contains(topic.name())))
                .toList();
    }

    void start(@Observes StartupEvent event, MeterRegistry meters, Catalog catalog, Cancellations cancellations) {
        meters.gauge("hearken.catalog.listeners", catalog, c -> c.current().size());
        meters.gauge("hearken.catalog.unseen", catalog, Catalog::unseen);
        meters.gauge("hearken.cancellations.remembered", cancellations, Cancellations::size);
        meters.gauge("hearken.events.in.flight", events.consumer(), RecordConsumer::recordsInFlight);
        meters.gauge("hearken.retries.in.flight", retries.consumer(), RecordConsumer::recordsInFlight);
        meters.gauge("hearken.owned.in.flight", owned.consumer(), RecordConsumer::recordsInFlight);
        meters.gauge("hearken.redeliveries.in.flight", redeliveries.consumer(), RecordConsumer::recordsInFlight);
        meters.gauge("hearken.owned.lanes.locked", owned, OwnedConsumer::lockedLanes);
        countSkipped(meters, "events", events.consumer());
        countSkipped(meters, "retries", retries.consumer());
        countSkipped(meters, "owned", owned.consumer());
        countSkipped(meters, "redeliveries", redeliveries.consumer());
        opener.setDaemon(true);
        opener.start();
    }

    private static void countSkipped(MeterRegistry meters, String name, RecordConsumer consumer) {
        FunctionCounter.builder("hearken.records.skipped", consumer, RecordConsumer::recordsSkipped)
                .tag("consumer", name)
                .register(meters);
    }

    private void open() {
        try {
            awaitTopics();
            state = new State("the catalog to be loaded", false);
            catalogConsumer.start(!hasWorked());
            listenerStates.start();
            cancellationConsumer.start();
            catalogConsumer.awaitLoaded();
            state = new State("the cancellations to be read", false);
            cancellationConsumer.awaitLoaded();
            laneLocks.start();
            consumers().forEach(RecordConsumer::start);
            dispatcher.prepare();
            state = new State("nothing", true);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean hasWorked() throws InterruptedException {
        Optional<Boolean> answer = history.hasCommitted(group);
        while (answer.isEmpty()) {
            pause();
            answer = history.hasCommitted(group);
        }
        return answer.get();
    }

    private void awaitTopics() throws InterruptedException {
        String said = "";
        Optional<String> fault = topics.fault(wanted);
        while (fault.isPresent()) {
            if (!said.equals(fault.get())) {
                said = fault.get();
                LOG.errorf("no event is consumed yet: %s", said);
            }
            state = new State(said, false);
            pause();
            fault = topics.fault(wanted);
        }
    }

    private static void pause() throws InterruptedException {
        LockSupport.parkNanos(NEXT_LOOK.toNanos());
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    /** All consumers drain at once, so that the deadline holds for the instance. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        opener.interrupt();
        opener.join(Duration.ofSeconds(15).toMillis());
        if (state.open()) {
            LOG.info("draining: no new deliveries, waiting for those in flight");
            consumers()
                    .map(consumer -> CompletableFuture.runAsync(
                            () -> close(consumer), task -> new Thread(task, "drain").start()))
                    .toList()
                    .forEach(CompletableFuture::join);
        }
        laneLocks.close();
        catalogConsumer.close();
        listenerStates.close();
        cancellationConsumer.close();
    }

    private Stream<RecordConsumer> consumers() {
        return Stream.of(events.consumer(), retries.consumer(), owned.consumer(), redeliveries.consumer());
    }

    private static void close(RecordConsumer consumer) {
        try {
            consumer.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Why events are not consumed at the moment, empty while they are. */
    Optional<String> obstacle() {
        State current = state;
        return current.open()
                ? consumers().flatMap(consumer -> consumer.failure().stream()).findFirst()
                : catalogConsumer.doubt().or(() -> Optional.of("waits for: " + current.waitingFor()));
    }

    /** Whether only a restart helps. */
    boolean isDead() {
        return catalogConsumer.isDead() || consumers().anyMatch(RecordConsumer::isDead);
    }
}
