package dev.hearken.local.stack;

import dev.hearken.local.stack.demo.Demo;
import dev.hearken.local.stack.receiver.Receiver;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Optional;
import java.util.OptionalInt;

/** Runs a command and returns its exit code. */
final class CommandRun implements Command.Cases<Integer> {
    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int NOT_UNDERSTOOD = 2;

    private final Home home;
    private final PrintStream out;
    private final PrintStream err;

    CommandRun(Home home, PrintStream out, PrintStream err) {
        this.home = home;
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer up(StackOptions options) {
        return new StackRun(home, out, err).run(options, addresses -> {});
    }

    @Override
    public Integer demo(StackOptions options) {
        return new StackRun(home, out, err).run(options, this::play);
    }

    @Override
    public Integer env(OptionalInt portOffset) {
        try {
            Optional<String> env = new EnvFile(home).read(portOffset);
            if (env.isEmpty()) {
                err.println("No stack is running" + (portOffset.isPresent() ? " with that port offset" : "")
                        + ". Start one with ./hearken up");
                return FAILED;
            }
            out.print(env.get());
            return OK;
        } catch (IOException e) {
            err.println(e.getMessage());
            return FAILED;
        }
    }

    @Override
    public Integer receive(int port) {
        try (Receiver receiver = Receiver.printing(port, out)) {
            out.println("Receiving callbacks at " + receiver.url() + " (any path). Ctrl-C stops.");
            Thread.currentThread().join();
            return OK;
        } catch (IOException e) {
            err.println("Port " + port + " cannot be used: " + e.getMessage() + ". --port N takes another.");
            return FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAILED;
        }
    }

    @Override
    public Integer help() {
        out.print(Usage.TEXT);
        return OK;
    }

    @Override
    public Integer refused(String message) {
        err.println(message);
        err.println();
        err.print(Usage.TEXT);
        return NOT_UNDERSTOOD;
    }

    private void play(StackAddresses addresses) throws StackFailure, IOException, InterruptedException {
        Demo demo =
                new Demo(addresses.url(), addresses.apiKey(), addresses.bootstrap(), addresses.dispatcherManagement());
        if (!demo.play(out)) {
            throw new StackFailure("The demo has failed; the logs say why.");
        }
    }
}
