package dev.hearken.local.stack;

import dev.hearken.local.stack.process.Death;
import java.io.IOException;
import java.io.PrintStream;

/** The commands {@code up} and {@code demo}: runs a stack until a signal comes or its start fails. */
final class StackRun {
    /** What is done once the stack is ready. */
    interface WhenReady {
        void run(StackAddresses addresses) throws StackFailure, IOException, InterruptedException;
    }

    private final Home home;
    private final PrintStream out;
    private final PrintStream err;

    StackRun(Home home, PrintStream out, PrintStream err) {
        this.home = home;
        this.out = out;
        this.err = err;
    }

    /** Returns the exit code; after a signal it never returns, the JVM ends with the signal's own code. */
    int run(StackOptions options, WhenReady whenReady) {
        try {
            Stack stack = Stack.prepare(home, options, out);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stack), "stop"));
            return run(stack, whenReady);
        } catch (StackFailure | IOException e) {
            err.println(e.getMessage());
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private int run(Stack stack, WhenReady whenReady) throws InterruptedException {
        try {
            whenReady.run(stack.start());
            // One part less is what Hearken is made to survive: say so, and let the others show it.
            while (true) {
                Death death = stack.children().awaitDeath();
                err.println(death.report());
            }
        } catch (StackFailure | IOException e) {
            if (stack.children().isStopping()) {
                // The JVM ends anyhow; nothing went wrong but what the stop itself brought about.
                Thread.currentThread().join();
            }
            err.println(e.getMessage());
            return 1;
        }
    }

    private void stop(Stack stack) {
        try {
            stack.stop();
        } catch (IOException e) {
            err.println("Not everything could be tidied up: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
