package dev.hearken.local.stack.process;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * Main class in front of a service's own: ends the service when its standard input ends, so when the launcher dies,
 * however it dies. Lies on the service's class path as a single class, hence uses nothing but the JDK.
 */
public final class Tether {
    /** An orderly end that takes longer than the services' time to drain will never come. */
    private static final long PATIENCE_MILLIS = 35_000;

    private Tether() {}

    /** Takes the service's main class and its arguments. */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        daemon("tether", Tether::awaitEndOfInput);
        String[] own = Arrays.copyOfRange(arguments, 1, arguments.length);
        try {
            Class.forName(arguments[0]).getMethod("main", String[].class).invoke(null, (Object) own);
        } catch (InvocationTargetException e) {
            e.getTargetException().printStackTrace();
            System.exit(1);
        }
    }

    private static void awaitEndOfInput() {
        try {
            while (System.in.read() >= 0) {
                // Nobody has anything to say; only the end counts.
            }
        } catch (IOException e) {
            // As good as an end.
        }
        daemon("last-resort", Tether::halt);
        System.exit(0);
    }

    private static void halt() {
        try {
            Thread.sleep(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(1);
    }

    private static void daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }
}
