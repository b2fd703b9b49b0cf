package dev.hearken.system.faults;

import com.sun.jdi.ArrayType;
import com.sun.jdi.Bootstrap;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VMOutOfMemoryException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.IllegalConnectorArgumentsException;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.request.BreakpointRequest;
import com.sun.jdi.request.EventRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** Looks into the JVM of a service, to let one of its threads stand still. Nothing in the service knows of it. */
final class Debugger implements AutoCloseable {
    private static final int MEGABYTE = 1024 * 1024;

    private final VirtualMachine jvm;

    private Debugger(VirtualMachine jvm) {
        this.jvm = jvm;
    }

    /** The argument of a JVM that is to be looked into. */
    static String door(int port) {
        return "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,quiet=y,address=127.0.0.1:" + port;
    }

    /** Looks into the JVM with this {@link #door}. */
    static Debugger at(int port) throws IOException, IllegalConnectorArgumentsException {
        AttachingConnector socket = Bootstrap.virtualMachineManager().attachingConnectors().stream()
                .filter(connector -> connector.name().equals("com.sun.jdi.SocketAttach"))
                .findFirst()
                .orElseThrow();
        Map<String, Connector.Argument> arguments = socket.defaultArguments();
        arguments.get("hostname").setValue("127.0.0.1");
        arguments.get("port").setValue(Integer.toString(port));
        return new Debugger(socket.attach(arguments));
    }

    /**
     * Lets the thread that runs into this method next stand still there, until this closes. The class must be loaded.
     */
    Trap trap(String type, String method) {
        BreakpointRequest trap = jvm.eventRequestManager()
                .createBreakpointRequest(jvm.classesByName(type)
                        .get(0)
                        .methodsByName(method)
                        .get(0)
                        .location());
        trap.setSuspendPolicy(EventRequest.SUSPEND_EVENT_THREAD);
        trap.addCountFilter(1);
        trap.enable();
        return this::caught;
    }

    /** What a thread may run into. */
    @FunctionalInterface
    interface Trap {
        /** The name of the thread that stands still; waits until one does. */
        String caught(Duration within) throws InterruptedException;
    }

    private String caught(Duration within) throws InterruptedException {
        long end = System.nanoTime() + within.toNanos();
        while (System.nanoTime() < end) {
            EventSet events = jvm.eventQueue().remove(1000);
            if (events == null) {
                continue;
            }
            for (Event event : events) {
                if (event instanceof BreakpointEvent hit) {
                    return hit.thread().name();
                }
            }
            events.resume();
        }
        throw new IllegalStateException("no thread came by within " + within);
    }

    /** Fills the heap with what is never freed, until the JVM has no room for more; most likely it ends then. */
    void takeAllMemory() {
        ArrayType bytes = (ArrayType) jvm.classesByName("byte[]").get(0);
        try {
            // While all threads stand still, nothing frees what is not yet held.
            jvm.suspend();
            while (true) {
                bytes.newInstance(MEGABYTE).disableCollection();
            }
        } catch (VMDisconnectedException | VMOutOfMemoryException e) {
            // No more room.
        }
    }

    /** Everything goes on, in a JVM that is still there. */
    @Override
    public void close() {
        try {
            jvm.dispose();
        } catch (VMDisconnectedException e) {
            // It has ended.
        }
    }
}
