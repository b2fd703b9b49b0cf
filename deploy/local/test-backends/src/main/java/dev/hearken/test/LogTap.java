package dev.hearken.test;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;

/** Everything that is logged, with the stack traces. */
public final class LogTap extends Handler {
    private static final Logger ROOT = Logger.getLogger("");

    private final Formatter formatter = new PatternFormatter("%p %c %s%e%n");
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    /** Listens from now on. */
    public void open() {
        ROOT.addHandler(this);
        Logger.getLogger(LogTap.class.getName()).info("the tap is open");
    }

    /** What was logged since it was opened. */
    public String text() {
        String text = String.join("", lines);
        if (!text.contains("the tap is open")) {
            throw new AssertionError("nothing is heard of the log");
        }
        return text;
    }

    @Override
    public void publish(LogRecord record) {
        lines.add(formatter.format(record));
        if (record.getThrown() != null) {
            StringWriter trace = new StringWriter();
            record.getThrown().printStackTrace(new PrintWriter(trace));
            lines.add(trace.toString());
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        ROOT.removeHandler(this);
    }
}
