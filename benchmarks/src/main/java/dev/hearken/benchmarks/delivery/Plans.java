package dev.hearken.benchmarks.delivery;

import dev.hearken.benchmarks.delivery.receiver.Behaviour;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Makes the plans of scenarios. */
final class Plans {
    private static final int LISTENERS = 10_000;
    private static final Duration HANG = Duration.ofSeconds(5);
    private static final int REFUSED_EACH = 10;

    /** At a fixed rate the time is given, not the work. */
    private static final Duration AT_RATE = Duration.ofSeconds(30);

    private final BenchOptions options;

    Plans(BenchOptions options) {
        this.options = options;
    }

    List<Plan> all() {
        return options.scenarios().stream().sorted().flatMap(this::of).toList();
    }

    private Stream<Plan> of(Scenario scenario) {
        return switch (scenario) {
            case THROUGHPUT -> Stream.of(drain(scenario, "backlog", LISTENERS, Behaviour.ANSWERS));
            case LATENCY -> Stream.of(atRate(scenario));
            case ISOLATION ->
                Stream.of(
                        drain(scenario, "alone", LISTENERS, Behaviour.ANSWERS),
                        drain(scenario, "one more hangs", LISTENERS, Behaviour.ANSWERS, Behaviour.hangs(HANG)));
            case FAN_OUT -> Stream.of(1, 5, 20).map(each -> drain(scenario, "to " + each, LISTENERS, answering(each)));
            case LISTENERS ->
                Stream.of(1, 10, 1_000, 10_000, 100_000)
                        .map(listeners ->
                                drain(scenario, formatted("%,d of them", listeners), listeners, Behaviour.ANSWERS));
            case RETRIES ->
                Stream.of(drain(
                        scenario,
                        formatted("1 of %d refused", REFUSED_EACH),
                        LISTENERS,
                        Behaviour.refusesOnce(REFUSED_EACH)));
        };
    }

    /** As many deliveries to those that answer, however many they are. */
    private Plan drain(Scenario scenario, String label, int listeners, Behaviour... endpoints) {
        int each = (int) Stream.of(endpoints).filter(Behaviour::isPrompt).count();
        int warmUp = atLeastOne(options.warmUp() / each);
        return new Plan(
                scenario,
                label,
                listeners,
                List.of(endpoints),
                warmUp,
                warmUp + atLeastOne(options.events() / each),
                0);
    }

    private Plan atRate(Scenario scenario) {
        long inTime = options.rate() * AT_RATE.toSeconds();
        int events = (int) Math.min(options.events(), inTime);
        int warmUp = (int) Math.min(options.warmUp(), inTime);
        return new Plan(
                scenario,
                formatted("%,d/s", options.rate()),
                LISTENERS,
                List.of(Behaviour.ANSWERS),
                warmUp,
                warmUp + events,
                options.rate());
    }

    private static Behaviour[] answering(int count) {
        return Collections.nCopies(count, Behaviour.ANSWERS).toArray(Behaviour[]::new);
    }

    private static int atLeastOne(int count) {
        return Math.max(1, count);
    }

    private static String formatted(String format, int number) {
        return String.format(Locale.ROOT, format, number);
    }
}
