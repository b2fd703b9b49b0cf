package dev.hearken.local.stack;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** Reads a command line; an option's value follows it or stands behind an equals sign. */
final class CommandParser {
    private static final int DEFAULT_RECEIVER_PORT = 9999;
    private static final Set<String> HELP = Set.of("help", "--help", "-h");

    private CommandParser() {}

    static Command parse(List<String> arguments) {
        if (arguments.isEmpty() || arguments.stream().anyMatch(HELP::contains)) {
            return new Command.Help();
        }
        Deque<String> rest = new ArrayDeque<>(arguments);
        String name = rest.remove();
        try {
            return switch (name) {
                case "up" -> new Command.Up(stackOptions(rest));
                case "demo" -> new Command.Demo(stackOptions(rest));
                case "env" -> new Command.Env(portOffset(rest));
                case "receive" -> new Command.Receive(port(rest));
                default -> throw new BadOption("unknown command: " + name);
            };
        } catch (BadOption e) {
            return new Command.Refused(e.reason);
        }
    }

    private static StackOptions stackOptions(Deque<String> rest) throws BadOption {
        StackOptions o = StackOptions.DEFAULT;
        while (!rest.isEmpty()) {
            Option option = Option.next(rest);
            o = switch (option.name()) {
                case "--ephemeral" -> new StackOptions(option.flag(), o.portOffset(), o.dispatchers());
                case "--port-offset" ->
                    new StackOptions(o.ephemeral(), option.number(0, StackOptions.MAX_PORT_OFFSET), o.dispatchers());
                case "--dispatchers" ->
                    new StackOptions(o.ephemeral(), o.portOffset(), option.number(1, StackOptions.MAX_DISPATCHERS));
                default -> throw new BadOption("unknown option: " + option.name());
            };
        }
        return o;
    }

    private static OptionalInt portOffset(Deque<String> rest) throws BadOption {
        OptionalInt offset = OptionalInt.empty();
        while (!rest.isEmpty()) {
            offset = OptionalInt.of(Option.next(rest).named("--port-offset").number(0, StackOptions.MAX_PORT_OFFSET));
        }
        return offset;
    }

    private static int port(Deque<String> rest) throws BadOption {
        int port = DEFAULT_RECEIVER_PORT;
        while (!rest.isEmpty()) {
            port = Option.next(rest).named("--port").number(1, 65_535);
        }
        return port;
    }

    /** An option with the arguments behind it, of which it takes its value. */
    private record Option(String name, String inlineValue, boolean hasInlineValue, Deque<String> rest) {
        static Option next(Deque<String> rest) {
            String argument = rest.remove();
            int equals = argument.indexOf('=');
            return equals < 0
                    ? new Option(argument, "", false, rest)
                    : new Option(argument.substring(0, equals), argument.substring(equals + 1), true, rest);
        }

        Option named(String expected) throws BadOption {
            if (!name.equals(expected)) {
                throw new BadOption("unknown option: " + name);
            }
            return this;
        }

        boolean flag() throws BadOption {
            if (hasInlineValue) {
                throw new BadOption(name + " takes no value");
            }
            return true;
        }

        int number(int min, int max) throws BadOption {
            if (!hasInlineValue && rest.isEmpty()) {
                throw new BadOption(name + " needs a number");
            }
            String value = hasInlineValue ? inlineValue : rest.remove();
            if (!value.matches("\\d{1,9}") || Integer.parseInt(value) < min || Integer.parseInt(value) > max) {
                throw new BadOption(name + " must be a number from " + min + " to " + max + ", not " + value);
            }
            return Integer.parseInt(value);
        }
    }

    private static final class BadOption extends Exception {
        private final String reason;

        BadOption(String reason) {
            super(reason);
            this.reason = reason;
        }
    }
}
