package dev.hearken.system;

import java.net.http.HttpHeaders;
import java.time.Instant;

/** A callback as the receiver saw it. */
record Arrival(Instant at, String path, HttpHeaders headers, String body, int answered) {
    String listener() {
        return header("X-Hearken-Listener");
    }

    String event() {
        return header("X-Hearken-Event");
    }

    String id() {
        return header("webhook-id");
    }

    int attempt() {
        return Integer.parseInt(header("X-Hearken-Attempt"));
    }

    boolean isSuccess() {
        return answered == 200;
    }

    String header(String name) {
        return headers.firstValue(name).orElse("");
    }
}
