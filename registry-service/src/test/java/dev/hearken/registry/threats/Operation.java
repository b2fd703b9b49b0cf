package dev.hearken.registry.threats;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.registry.Api;
import dev.hearken.registry.Keys;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * An operation that takes a JSON object, with a good one.
 *
 * @param path with {@code {listener}} where the id of a listener belongs
 */
record Operation(String method, String path, String body) {
    static final ObjectMapper JSON = new ObjectMapper();

    static final String LISTENER = """
            {"name": "n", "description": "d", "enabled": true, "labels": {"team": "data"},
             "selector": {"events": ["task.*"], "workflows": ["n-*"], "workflowIds": ["w"], "workbooks": ["b"],
                          "executions": ["e"], "tasks": ["t"], "labels": {"team": "data"}},
             "rules": [{"variable": "metadata.rows", "operation": "GREATER_THAN", "value": "0"}],
             "condition": "metadata.rows > 0",
             "quietWindows": [{"days": ["SATURDAY"], "from": "00:00", "to": "08:00", "zone": "UTC", "then": "DROP"}],
             "callback": {"type": "http", "method": "POST", "url": "https://hooks.example.com/${{execution.id}}",
                          "headers": {"X-A": "${{workflow.name}}"}, "body": {"a": ["${{metadata.rows}}"]},
                          "format": "template", "timeout": "PT15S", "successStatus": ["200-299"],
                          "tls": {"verify": true}, "signing": {"scheme": "standard-webhooks"}, "auth": {"type": "none"}},
             "delivery": {"retry": {"schedule": ["PT5S"], "jitter": 0.2, "permanentStatus": ["400"]},
                          "ordering": "none", "maxInFlight": 4, "maxAge": "P7D"}}""";

    private static final String EVENT = """
            {"specversion": "1.0", "id": "1", "source": "/s", "type": "execution.succeeded", "time": "2026-01-01T00:00:00Z",
             "data": {"workflow": {"name": "w"}, "execution": {"id": "e"}}}""";

    /** Those whose fields are Hearken's own, so that none is unknown. */
    static Stream<Operation> strict() {
        return Stream.of(
                new Operation("POST", Api.LISTENERS, LISTENER),
                new Operation("PUT", Api.LISTENERS + "/{listener}", LISTENER),
                new Operation("PATCH", Api.LISTENERS + "/{listener}", LISTENER),
                new Operation("POST", Api.LISTENERS + "/{listener}/secret/rotate", "{\"overlap\": \"PT1H\"}"),
                new Operation("POST", Api.LISTENERS + "/{listener}/test", "{\"event\": " + EVENT + "}"),
                new Operation("PUT", "/v1/variables/hostile", "{\"value\": \"v\"}"),
                new Operation("PUT", "/v1/secrets/hostile", "{\"value\": \"v\"}"),
                new Operation(
                        "POST",
                        "/v1/api-keys",
                        "{\"name\": \"k\", \"roles\": [\"viewer\"], \"expiresAt\": \"2099-01-01T00:00:00Z\"}"),
                new Operation("POST", "/v1/tenants", "{\"id\": \"hostile\"}"),
                new Operation("POST", "/v1/preview", "{\"listener\": " + LISTENER + ", \"event\": " + EVENT + "}"),
                new Operation(
                        "POST",
                        "/v1/dead-letters/redeliver",
                        "{\"reason\": \"timeout\", \"since\": \"2026-01-01T00:00:00Z\", \"limit\": 1, \"dryRun\": true}"),
                new Operation("POST", "/v1/replays", """
                        {"listenerId": "01JD9Z6Q0V3T8M2K4N6P8R0S2T", "since": "2026-01-01T00:00:00Z",
                         "until": "2026-01-01T00:00:01Z", "which": "all", "dryRun": true, "rate": 1}"""),
                new Operation("POST", "/v1/executions/hostile/replay", """
                        {"listenerId": "01JD9Z6Q0V3T8M2K4N6P8R0S2T", "since": "2026-01-01T00:00:00Z", "dryRun": true}"""));
    }

    static Stream<Operation> all() {
        return Stream.concat(
                strict(),
                Stream.of(
                        new Operation("POST", "/v1/imports/erathos", """
                                {"description": "d", "is_active": true, "method": "POST", "url": "https://a.example/",
                                 "jobs": ["j-1"], "rules": [{"variable_name": "ROWS", "operation": "EQUAL", "value": "1"}]}"""),
                        new Operation(
                                "POST",
                                "/v1/imports/trifacta",
                                "{\"name\": \"t\", \"method\": \"POST\", \"url\": \"https://a.example/\"}")));
    }

    ObjectNode json() {
        try {
            return (ObjectNode) JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends another body to it, as an admin. */
    Response send(String listener, String other, String... headers) {
        return send(listener, other.getBytes(StandardCharsets.UTF_8), headers);
    }

    /** The same with bytes. */
    Response send(String listener, byte[] other, String... headers) {
        var request = Api.as(Keys.ADMIN).header("Content-Type", "application/json");
        for (String header : List.of(headers)) {
            int colon = header.indexOf(':');
            request.header(header.substring(0, colon), header.substring(colon + 1));
        }
        return request.body(other).request(method, path.replace("{listener}", listener));
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
