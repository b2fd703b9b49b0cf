package dev.hearken.local.stack.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The few calls of the REST API that the demo needs. */
final class RegistryClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final String url;
    private final String apiKey;

    RegistryClient(String url, String apiKey) {
        this.url = url;
        this.apiKey = apiKey;
    }

    /** All listeners, page after page. */
    List<JsonNode> listeners() throws IOException, InterruptedException {
        List<JsonNode> all = new ArrayList<>();
        Optional<String> cursor = Optional.of("");
        while (cursor.isPresent()) {
            String after =
                    cursor.get().isEmpty() ? "" : "&cursor=" + URLEncoder.encode(cursor.get(), StandardCharsets.UTF_8);
            JsonNode page = expect(200, call("GET", "/v1/listeners?limit=200" + after, BodyPublishers.noBody()));
            page.path("items").forEach(all::add);
            cursor = Optional.ofNullable(page.path("nextCursor").textValue());
        }
        return all;
    }

    /** Registers a listener; empty when its name is taken. */
    Optional<JsonNode> register(ObjectNode listener) throws IOException, InterruptedException {
        HttpResponse<String> response = call("POST", "/v1/listeners", BodyPublishers.ofString(listener.toString()));
        return response.statusCode() == 409 ? Optional.empty() : Optional.of(expect(201, response));
    }

    void delete(String listenerId) throws IOException, InterruptedException {
        HttpResponse<String> response = call("DELETE", "/v1/listeners/" + listenerId, BodyPublishers.noBody());
        if (response.statusCode() != 404) {
            expect(204, response);
        }
    }

    /** The listener's secret, {@code whsec_<base64>}; it is given out once. */
    String secret(String listenerId) throws IOException, InterruptedException {
        HttpResponse<String> response = call("GET", "/v1/listeners/" + listenerId + "/secret", BodyPublishers.noBody());
        return expect(200, response).path("secret").asText();
    }

    private HttpResponse<String> call(String method, String path, BodyPublisher body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + apiKey)
                .header("Content-Type", "application/json")
                .method(method, body)
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    private static JsonNode expect(int status, HttpResponse<String> response) throws IOException {
        if (response.statusCode() != status) {
            throw new IOException("%s %s answered %d: %s"
                    .formatted(
                            response.request().method(),
                            response.request().uri(),
                            response.statusCode(),
                            response.body()));
        }
        return JSON.readTree(response.body());
    }
}
