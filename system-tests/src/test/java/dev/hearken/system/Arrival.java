package dev.hearken.system;

import java.net.http.HttpHeaders;
import java.time.Instant;

/** A callback as the receiver saw it. */
public record Arrival(Instant at, String path, HttpHeaders headers, String body, int answered) {
    /** Id of the listener that it was for. */
    public String listener() {
        return header("X-Hearken-Listener");
    }

    /** Id of the event. */
    public String event() {
        return header("X-Hearken-Event");
    }

    /** {@code webhook-id}. */
    public String id() {
        return header("webhook-id");
    }

    /** Number of the attempt, 1 for the first. */
    public int attempt() {
        return Integer.parseInt(header("X-Hearken-Attempt"));
    }

    /** Whether it was answered with 2xx. */
    public boolean isSuccess() {
        return answered >= 200 && answered < 300;
    }

    /** A header, empty if absent. */
    public String header(String name) {
        return headers.firstValue(name).orElse("");
    }
}
