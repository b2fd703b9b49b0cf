package dev.hearken.local.stack.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hearken.local.stack.receiver.Callback;
import dev.hearken.local.stack.receiver.PrintableText;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Counts the events whose callbacks have arrived with a valid signature, and prints a line for each callback. */
final class CallbackTally {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SignatureCheck signatures;
    private final Map<String, SampleEvent> expected;
    private final PrintStream out;
    private final Set<String> arrived = new HashSet<>();

    CallbackTally(List<SampleEvent> expected, SignatureCheck signatures, PrintStream out) {
        this.signatures = signatures;
        this.expected = expected.stream().collect(Collectors.toMap(SampleEvent::id, Function.identity()));
        this.out = out;
    }

    synchronized void add(Callback callback) {
        boolean isValid = signatures.isValid(callback);
        String eventId = eventId(callback.body());
        SampleEvent event = expected.get(eventId);
        String label = event == null ? "event " + eventId : event.label();
        boolean isNew = event != null && isValid && arrived.add(eventId);
        out.printf(
                "  %-30s signature %-7s attempt %s  webhook-id %s%s%n",
                PrintableText.of(label),
                isValid ? "valid" : "INVALID",
                PrintableText.of(callback.header("x-hearken-attempt")),
                PrintableText.of(callback.header("webhook-id")),
                isValid && event != null && !isNew ? "  (again)" : "");
        notifyAll();
    }

    /** Waits for all, but no longer than {@code patience}, and returns how many arrived. */
    synchronized int await(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (arrived.size() < expected.size() && System.nanoTime() < deadline) {
            TimeUnit.NANOSECONDS.timedWait(this, deadline - System.nanoTime());
        }
        return arrived.size();
    }

    private static String eventId(byte[] body) {
        try {
            JsonNode json = JSON.readTree(body);
            return json == null ? "-" : json.path("id").asText("-");
        } catch (IOException e) {
            return "-";
        }
    }
}
