package dev.hearken.system.faults;

import dev.hearken.system.Arrival;
import dev.hearken.system.Ledger;
import dev.hearken.system.Ledger.Pair;
import dev.hearken.system.ServiceProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** A SIGKILL of a dispatcher, with what stood then: which partitions it had, what was committed, what was delivered. */
record Kill(
        Instant at,
        Set<TopicPartition> partitions,
        Map<TopicPartition, OffsetAndMetadata> committed,
        Set<Pair> delivered) {
    /** What the dead process had sent already may still be read after it. */
    private static final Duration AFTERMATH = Duration.ofMillis(1500);

    /** What is settled behind the committed offset stands in the commit's metadata. */
    private static final Pattern RUN = Pattern.compile("(\\d+)-(\\d+)");

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
        again.removeIf(pair ->
                !owned.contains(pair.event()) || isCommitted(scene.published().get(pair.event())));
        Set<String> open = scene.expected().stream()
                .filter(pair -> !delivered.contains(pair))
                .map(Pair::event)
                .collect(Collectors.toSet());
        long partial =
                again.stream().filter(pair -> open.contains(pair.event())).count();
        return Map.of(
                "delivered but uncommitted at the kill",
                "%d (%d of unfinished events, %d since the last commit)"
                        .formatted(again.size(), partial, again.size() - partial),
                "first redelivery after",
                redelivery);
    }

    private boolean isCommitted(Scene.Published event) {
        OffsetAndMetadata commit = committed.get(event.partition());
        if (commit == null || event.offset() < commit.offset()) {
            return commit != null;
        }
        long behind = event.offset() - commit.offset();
        return RUN.matcher(commit.metadata())
                .results()
                .anyMatch(run -> Long.parseLong(run.group(1)) <= behind && behind <= Long.parseLong(run.group(2)));
    }
}
