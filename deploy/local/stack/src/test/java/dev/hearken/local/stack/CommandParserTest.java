package dev.hearken.local.stack;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class CommandParserTest {
    @Test
    void readsTheOptionsOfUpInBothForms() {
        assertThat(parse("up --ephemeral --port-offset 100 --dispatchers=3"))
                .isEqualTo(new Command.Up(new StackOptions(true, 100, 3)));
    }

    @Test
    void hasDefaults() {
        assertThat(parse("up")).isEqualTo(new Command.Up(new StackOptions(false, 0, 1)));
        assertThat(parse("demo")).isEqualTo(new Command.Demo(StackOptions.DEFAULT));
        assertThat(parse("env")).isEqualTo(new Command.Env(OptionalInt.empty()));
        assertThat(parse("receive")).isEqualTo(new Command.Receive(9999));
    }

    @Test
    void readsTheOptionsOfTheOthers() {
        assertThat(parse("env --port-offset 7")).isEqualTo(new Command.Env(OptionalInt.of(7)));
        assertThat(parse("receive --port=1234")).isEqualTo(new Command.Receive(1234));
        assertThat(parse("demo --ephemeral")).isEqualTo(new Command.Demo(new StackOptions(true, 0, 1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"help", "--help", "-h", "up --help", "receive -h"})
    void helpsWhereverItIsAskedTo(String line) {
        assertThat(parse(line)).isEqualTo(new Command.Help());
    }

    @Test
    void helpsWithoutArguments() {
        assertThat(CommandParser.parse(List.of())).isEqualTo(new Command.Help());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    start                  | unknown command: start
                    up now                 | unknown option: now
                    up --port 1            | unknown option: --port
                    up --dispatchers       | --dispatchers needs a number
                    up --dispatchers 0     | --dispatchers must be a number from 1 to 64, not 0
                    up --dispatchers two   | --dispatchers must be a number from 1 to 64, not two
                    up --port-offset -1    | --port-offset must be a number from 0 to 56443, not -1
                    up --port-offset 56444 | --port-offset must be a number from 0 to 56443, not 56444
                    up --ephemeral=yes     | --ephemeral takes no value
                    env --dispatchers 1    | unknown option: --dispatchers
                    receive --port 99999   | --port must be a number from 1 to 65535, not 99999
                    """)
    void refusesWhatItDoesNotUnderstand(String line, String message) {
        assertThat(parse(line)).isEqualTo(new Command.Refused(message));
    }

    private static Command parse(String line) {
        return CommandParser.parse(List.of(line.split(" ")));
    }
}
