package dev.hearken.system.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Clients that create, change and delete listeners without a pause, and note what was acknowledged. What got no answer,
 * or a refusal, may have happened or not.
 */
final class Writers implements AutoCloseable {
    static final String NAME = "written";
    private static final int CLIENTS = 4;
    private static final long PAUSE_AFTER_REFUSAL_MILLIS = 50;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Lab lab;
    private final Map<String, Known> known = new ConcurrentHashMap<>();
    private final Set<String> deleted = ConcurrentHashMap.newKeySet();
    private final Set<String> doubtful = ConcurrentHashMap.newKeySet();
    private final Map<Integer, Integer> refusals = new ConcurrentHashMap<>();
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final List<Thread> clients = new ArrayList<>();
    private volatile boolean closing;

    /** What a listener was when it was last acknowledged. */
    private record Known(String name, long revision) {
        private static Known of(JsonNode listener) {
            return new Known(
                    listener.path("name").textValue(), listener.path("revision").asLong());
        }

        @Override
        public String toString() {
            return name + " r" + revision;
        }
    }

    /** Clients that write at once. */
    Writers(Lab lab) {
        this.lab = lab;
        for (int client = 0; client < CLIENTS; client++) {
            String name = NAME + "-" + client + "-";
            Thread thread = new Thread(() -> write(name), name);
            clients.add(thread);
            thread.start();
        }
    }

    private void write(String name) {
        try {
            for (int n = 0; !closing; n++) {
                round(name + n, n);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void round(String name, int n) throws InterruptedException {
        JsonNode created = send("POST", "/listeners", definition(name).toString(), 201);
        if (created.isMissingNode()) {
            return;
        }
        String id = created.path("id").textValue();
        known.put(id, Known.of(created));
        doubtful.add(id);
        JsonNode changed = send("PATCH", "/listeners/" + id, "{\"name\": \"" + name + " changed\"}", 200);
        if (!changed.isMissingNode()) {
            known.put(id, Known.of(changed));
            doubtful.remove(id);
        }
        if (n % 3 == 0
                && doubtful.add(id)
                && !send("DELETE", "/listeners/" + id, "", 204).isMissingNode()) {
            deleted.add(id);
            known.remove(id);
            doubtful.remove(id);
        }
    }

    /** The acknowledged body, or a missing node. */
    private JsonNode send(String method, String path, String body, int expected) throws InterruptedException {
        int status = 0;
        try {
            HttpResponse<String> answer = lab.api().send(method, path, body);
            status = answer.statusCode();
            if (status == expected) {
                acknowledged.incrementAndGet();
                return answer.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer.body());
            }
        } catch (IOException e) {
            // The registry is gone, or was when it should have answered: nobody knows what became of it.
        }
        refusals.merge(status, 1, Integer::sum);
        Thread.sleep(PAUSE_AFTER_REFUSAL_MILLIS);
        return JSON.missingNode();
    }

    private static ObjectNode definition(String name) {
        ObjectNode definition = JSON.createObjectNode().put("name", name);
        definition.putObject("selector").putArray("executions").add(NAME + "-*");
        definition.putObject("callback").put("type", "http").put("url", "https://hearken.example/" + name);
        return definition;
    }

    /** How many writes were acknowledged so far. */
    int acknowledged() {
        return acknowledged.get();
    }

    /** How many were not, by status; 0 = no answer. */
    Map<Integer, Integer> refusals() {
        return Map.copyOf(refusals);
    }

    /** Ends the stream of writes. */
    void stop() throws InterruptedException {
        closing = true;
        for (Thread client : clients) {
            client.join();
        }
    }

    /** The account of what was acknowledged against what is there; after {@link #stop}. */
    Account account(Map<String, String> registered) {
        List<String> faults = new ArrayList<>();
        known.forEach((id, listener) -> {
            if (!doubtful.contains(id) && !listener.toString().equals(registered.get(id))) {
                faults.add(id + " is " + registered.get(id) + " instead of " + listener);
            }
        });
        deleted.stream().filter(registered::containsKey).forEach(id -> faults.add(id + " is back"));
        long all = known.keySet().stream().filter(id -> !doubtful.contains(id)).count() + deleted.size();
        return new Account(all, all - faults.size(), 0, 0, faults.size(), 0, faults);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        stop();
        new Projection(lab).remove(NAME);
    }
}
