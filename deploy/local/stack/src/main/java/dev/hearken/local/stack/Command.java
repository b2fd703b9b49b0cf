package dev.hearken.local.stack;

import java.util.OptionalInt;

/** What the command line asks for. */
sealed interface Command {
    /** One function for each command. */
    interface Cases<T> {
        T up(StackOptions options);

        T demo(StackOptions options);

        T env(OptionalInt portOffset);

        T receive(int port);

        T help();

        T refused(String message);
    }

    <T> T fold(Cases<T> cases);

    /** Runs the stack. */
    record Up(StackOptions options) implements Command {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.up(options);
        }
    }

    /** Runs the stack and plays a sample workflow. */
    record Demo(StackOptions options) implements Command {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.demo(options);
        }
    }

    /** Prints the addresses of the stack with this port offset; without one, of the one that became ready last. */
    record Env(OptionalInt portOffset) implements Command {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.env(portOffset);
        }
    }

    /** Receives callbacks and prints them. */
    record Receive(int port) implements Command {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.receive(port);
        }
    }

    /** Prints the usage. */
    record Help() implements Command {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.help();
        }
    }

    /** Is no command, for the reason given. */
    record Refused(String message) implements Command {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.refused(message);
        }
    }
}
