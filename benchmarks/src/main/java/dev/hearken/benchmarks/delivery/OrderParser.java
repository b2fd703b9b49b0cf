package dev.hearken.benchmarks.delivery;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads a command line; an option's value follows it or stands behind an equals sign. */
final class OrderParser {
    private static final Set<String> HELP = Set.of("help", "--help", "-h");
    private static final int MOST_DELIVERIES = 10_000_000;
    private static final int MOST_PER_SECOND = 100_000;
    private static final int LONGEST_SECONDS = 86_400;

    private final Deque<String> rest;
    private final Set<Scenario> scenarios = EnumSet.noneOf(Scenario.class);
    private BenchOptions options;

    private OrderParser(List<String> arguments) {
        this.rest = new ArrayDeque<>(arguments);
        this.options = arguments.contains("--quick") ? BenchOptions.DEFAULT.quick() : BenchOptions.DEFAULT;
    }

    static Order parse(List<String> arguments) {
        if (arguments.stream().anyMatch(HELP::contains)) {
            return new Order.Help();
        }
        try {
            return new Order.Measure(new OrderParser(arguments).parse());
        } catch (BadOption e) {
            return new Order.Refused(e.reason);
        }
    }

    private BenchOptions parse() throws BadOption {
        while (!rest.isEmpty()) {
            take(rest.remove());
        }
        return scenarios.isEmpty() ? options : options.scenarios(scenarios);
    }

    private void take(String argument) throws BadOption {
        int equals = argument.indexOf('=');
        String name = equals < 0 ? argument : argument.substring(0, equals);
        if (equals >= 0) {
            rest.push(argument.substring(equals + 1));
        }
        switch (name) {
            case "--quick" -> {
                if (equals >= 0) {
                    throw new BadOption("--quick takes no value");
                }
            }
            case "--scenario" -> addScenarios(value(name));
            case "--events" -> options = options.events(number(name, MOST_DELIVERIES));
            case "--warm-up" -> options = options.warmUp(number(name, MOST_DELIVERIES));
            case "--rate" -> options = options.rate(number(name, MOST_PER_SECOND));
            case "--time-limit" -> options = options.limit(Duration.ofSeconds(number(name, LONGEST_SECONDS)));
            case "--results" -> options = options.results(Path.of(value(name)));
            default -> throw new BadOption("unknown option: " + name);
        }
    }

    private void addScenarios(String names) throws BadOption {
        for (String name : names.split(",", -1)) {
            scenarios.add(Scenario.of(name)
                    .orElseThrow(() -> new BadOption("--scenario must be one of "
                            + Stream.of(Scenario.values()).map(Scenario::label).collect(Collectors.joining(", "))
                            + ", not " + name)));
        }
    }

    private String value(String name) throws BadOption {
        if (rest.isEmpty() || rest.element().isEmpty()) {
            throw new BadOption(name + " needs a value");
        }
        return rest.remove();
    }

    private int number(String name, int max) throws BadOption {
        String value = value(name);
        if (!value.matches("\\d{1,9}") || Integer.parseInt(value) < 1 || Integer.parseInt(value) > max) {
            throw new BadOption(name + " must be a number from 1 to " + max + ", not " + value);
        }
        return Integer.parseInt(value);
    }

    private static final class BadOption extends Exception {
        private final String reason;

        BadOption(String reason) {
            super(reason);
            this.reason = reason;
        }
    }
}
