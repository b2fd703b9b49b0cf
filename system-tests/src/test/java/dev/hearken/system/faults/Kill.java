package dev.hearken.system.faults;

import dev.hearken.system.Arrival;
import dev.hearken.system.Ledger;
import dev.hearken.system.Ledger.Pair;
import dev.hearken.system.ServiceProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * A SIGKILL of a dispatcher, with what stood then: which partitions it had, what was committed, what was delivered.
 */
record Kill(Instant at, Set<TopicPartition> partitions, Map<TopicPartition, Long> committed, Set<Pair> delivered) {
    /** What the dead process had sent already may still be read after it. */
    private static final Duration AFTERMATH = Duration.ofMillis(1500);

    static Kill of(Lab lab, Scene scene, ServiceProcess pod, String name)
            throws ExecutionException, InterruptedException {
        Set<TopicPartition> partitions = lab.kafka().assigned(Lab.EVENTS_GROUP, name + "-");
        pod.kill();
        Instant at = Instant.now();
        Set<Pair> delivered = scene.arrivals().stream()
                .filter(Arrival::isSuccess)
                .map(Ledger::pair)
                .collect(Collectors.toSet());
        // Nobody else commits for its partitions before its session is over.
        return new Kill(at, partitions, lab.kafka().committed(Lab.EVENTS_GROUP), delivered);
    }

    /** How long it took until somebody else delivered from its partitions, and what was to be delivered again. */
    Map<String, Object> figures(Scene scene) {
        Set<String> owned = scene.published().values().stream()
                .filter(event -> partitions.contains(event.partition()))
                .map(event -> event.event().id())
                .collect(Collectors.toSet());
        String redelivery = scene.arrivals().stream()
                .filter(arrival -> arrival.at().isAfter(at.plus(AFTERMATH)) && owned.contains(arrival.event()))
                .map(Arrival::at)
                .min(Instant::compareTo)
                .map(first -> Duration.between(at, first).toMillis() + " ms")
                .orElse("never");
        Set<Pair> again = new HashSet<>(delivered);
        again.removeIf(pair -> !owned.contains(pair.event()) || isCommitted(scene.published().get(pair.event())));
        Set<String> open = scene.expected().stream()
                .filter(pair -> !delivered.contains(pair))
                .map(Pair::event)
                .collect(Collectors.toSet());
        Map<TopicPartition, Long> firstOpen = new HashMap<>();
        open.stream().map(scene.published()::get).forEach(event -> firstOpen.merge(
                event.partition(), event.offset(), Math::min));
        long partial = again.stream().filter(pair -> open.contains(pair.event())).count();
        long beyond = again.stream()
                .filter(pair -> !open.contains(pair.event()))
                .map(pair -> scene.published().get(pair.event()))
                .filter(event -> event.offset() > firstOpen.getOrDefault(event.partition(), Long.MAX_VALUE))
                .count();
        return Map.of(
                "delivered but uncommitted at the kill",
                "%d (%d of unfinished events, %d behind one, %d since the last commit)"
                        .formatted(again.size(), partial, beyond, again.size() - partial - beyond),
                "first redelivery after",
                redelivery);
    }

    private boolean isCommitted(Scene.Published event) {
        return event.offset() < committed.getOrDefault(event.partition(), 0L);
    }
}
