package dev.hearken.local.stack;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Entry of {@code ./hearken}. Exit codes: 0 done, 1 failed, 2 not understood, 130 and 143 stopped by Ctrl-C or SIGTERM.
 */
public final class Main {
    private Main() {}

    /** Runs one command. */
    public static void main(String[] arguments) {
        Home home = Home.ofSystemProperty();
        CommandRun run = new CommandRun(home, utf8(System.out), utf8(System.err));
        System.exit(CommandParser.parse(List.of(arguments)).fold(run));
    }

    /** Whatever the locale: callbacks hold everybody's text. */
    private static PrintStream utf8(PrintStream terminal) {
        return new PrintStream(terminal, true, StandardCharsets.UTF_8);
    }
}
