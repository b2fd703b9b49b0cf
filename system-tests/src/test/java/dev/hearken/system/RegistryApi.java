package dev.hearken.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The registry's API as a client sees it. */
public final class RegistryApi {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final HttpClient http = HttpClient.newHttpClient();
    private final String base;

    /** At this address. */
    public RegistryApi(String url) {
        this.base = url + "/v1";
    }

    /** The listener as it was created. */
    public JsonNode create(JsonNode definition) throws IOException, InterruptedException {
        HttpResponse<String> answer = post(definition);
        if (answer.statusCode() != 201) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    /** The signing secret, which a listener shows once. */
    public String secret(String listener) throws IOException, InterruptedException {
        return JSON.readTree(send(request("/listeners/" + listener + "/secret").GET())
                        .body())
                .get("secret")
                .textValue();
    }

    /** Deletes the listener. */
    public void delete(String listener) throws IOException, InterruptedException {
        send(request("/listeners/" + listener).DELETE());
    }

    /** Asks for a page of the API. */
    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    /** Sends a listener and gives the answer, whatever it is. */
    public HttpResponse<String> post(JsonNode definition) throws IOException, InterruptedException {
        return send(request("/listeners").POST(BodyPublishers.ofString(definition.toString())));
    }

    /** Sends a JSON document, with the key of an admin, and gives the answer, whatever it is. */
    public HttpResponse<String> send(String method, String path, String json) throws IOException, InterruptedException {
        return send(request(path).method(method, BodyPublishers.ofString(json)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .header("Authorization", "Bearer " + ServiceProcess.API_KEY)
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json");
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }
}
