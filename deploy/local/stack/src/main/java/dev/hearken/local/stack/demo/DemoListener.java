package dev.hearken.local.stack.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/**
 * The demo's listener in the registry.
 *
 * @param id its id
 * @param name {@code demo}, or another where a listener of that name is somebody else's
 * @param secret that signs its callbacks
 */
record DemoListener(String id, String name, String secret) {
    static final String PATH = "/callbacks";

    private static final String NAME = "demo";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Removes those of earlier demos, whose receivers are gone, and returns how many there were. */
    static int removeEarlier(RegistryClient registry) throws IOException, InterruptedException {
        int removed = 0;
        for (JsonNode listener : registry.listeners()) {
            if (isOfADemo(listener)) {
                registry.delete(listener.path("id").asText());
                removed++;
            }
        }
        return removed;
    }

    /** Registers a new one that calls {@code receiverUrl}. */
    static DemoListener register(RegistryClient registry, String receiverUrl) throws IOException, InterruptedException {
        JsonNode created = registry.register(definition(NAME, receiverUrl)).orElse(null);
        if (created == null) {
            String another = NAME + "-" + System.currentTimeMillis();
            created = registry.register(definition(another, receiverUrl))
                    .orElseThrow(() -> new IOException("the name " + another + " is taken"));
        }
        String id = created.path("id").asText();
        return new DemoListener(id, created.path("name").asText(), registry.secret(id));
    }

    /** By its name and a callback that only a demo's receiver has: what a user calls {@code demo} is the user's. */
    private static boolean isOfADemo(JsonNode listener) {
        String name = listener.path("name").asText();
        String url = listener.path("callback").path("url").asText();
        return name.matches(NAME + "(-\\d+)?") && url.matches("http://127\\.0\\.0\\.1:\\d+" + PATH);
    }

    private static ObjectNode definition(String name, String receiverUrl) {
        ObjectNode listener = JSON.createObjectNode().put("name", name);
        listener.putObject("selector").putArray("workflows").add(SampleRun.WORKFLOW);
        listener.putObject("callback").put("type", "http").put("url", receiverUrl + PATH);
        return listener;
    }
}
