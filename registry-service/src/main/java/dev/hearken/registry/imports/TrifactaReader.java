package dev.hearken.registry.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.registry.platform.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Trifacta's HTTP task of a plan: 30 seconds, any 2xx is success, any other answer is tried again. */
final class TrifactaReader {
    private static final int MAX_TEXT = 2_048;
    private static final int MAX_RETRIES = 30;
    private static final List<String> METHODS = List.of("POST", "GET", "PUT", "PATCH", "DELETE");
    private static final List<String> BODILESS = List.of("GET", "DELETE");
    private static final List<String> WAITS =
            List.of("PT5S", "PT30S", "PT2M", "PT10M", "PT30M", "PT2H", "PT5H", "PT10H");
    private static final String CONTENT_TYPE = "Content-Type";

    private TrifactaReader() {}

    static Imported read(SourceFields task) {
        TextMapping texts = new TextMapping((field, text) -> TrifactaReferences.rewrite(task, field, text));
        String name = task.requiredText("name", MAX_TEXT).orElse("");
        String method = task.choice("method", METHODS);
        String url = task.requiredText("url", MAX_TEXT)
                .map(text -> texts.text("url", text))
                .orElse("");
        Map<String, String> headers = texts.values("headers", headers(task));
        JsonNode body = task.value("body");
        boolean sendsBody = !BODILESS.contains(method);
        if (sendsBody && isJson(body) && headers.keySet().stream().noneMatch(CONTENT_TYPE::equalsIgnoreCase)) {
            headers.put(CONTENT_TYPE, "application/json");
        }
        ListenerDraft draft = new ListenerDraft(name)
                .selector("events", List.of("execution.succeeded", "execution.failed"))
                .http(method, url, headers);
        task.leave("", "its place in the plan: the listener hears the end of every execution; narrow its selector");
        if (sendsBody) {
            draft.callback(
                            "body",
                            body.isMissingNode() ? JsonNodeFactory.instance.textNode("{}") : texts.json("body", body))
                    .callback("format", "template");
        } else if (!isNothing(body)) {
            task.leave("body", "a " + method + " sends no body");
        }
        draft.callback("timeout", "PT30S").successStatus("200-299");
        if (!task.bool("validateSslCertificate", true)) {
            draft.callback("tls", JsonNodeFactory.instance.objectNode().put("verify", false));
        }
        draft.callback("signing", signing(task, name));
        retry(task, draft);
        task.leaveUnknown();
        return new Imported(List.of(draft.json()), task.left());
    }

    /** An object, or a list of {@code {"key", "value"}} as the form on the screen has it. */
    private static Map<String, String> headers(SourceFields task) {
        JsonNode value = task.value("headers");
        if (!value.isArray()) {
            return task.textMap("headers");
        }
        Map<String, String> headers = new LinkedHashMap<>();
        for (int i = 0; i < value.size(); i++) {
            SourceFields pair = task.within("headers/" + i, value.get(i));
            String key = pair.requiredText("key", MAX_TEXT).orElse("");
            headers.put(key, pair.text("value", MAX_TEXT).orElse(""));
            pair.leaveUnknown();
        }
        return headers;
    }

    private static boolean isJson(JsonNode body) {
        return !body.isTextual()
                || StrictJson.read(body.textValue().getBytes(StandardCharsets.UTF_8))
                        .fold(JsonNode::isContainerNode, malformed -> false);
    }

    /** Trifacta wants {@code {}} where there is no body. */
    private static boolean isNothing(JsonNode body) {
        if (!body.isTextual()) {
            return body.isEmpty() && !body.isValueNode();
        }
        String text = body.textValue().strip();
        return text.isEmpty() || text.equals("{}");
    }

    private static ObjectNode signing(SourceFields task, String name) {
        ObjectNode signing = JsonNodeFactory.instance.objectNode();
        JsonNode key = task.value("secretKey");
        if (!key.isMissingNode() && !key.isTextual()) {
            task.fault("secretKey", "must be a string");
        }
        if (key.asText().isEmpty()) {
            return signing.put("scheme", "none");
        }
        String secret = secretName(name);
        task.leave("secretKey", "is a secret: store it under the name " + secret);
        return signing.put("scheme", "hmac-header")
                .put("profile", "trifacta")
                .put("secret", "${{secrets." + secret + "}}");
    }

    private static String secretName(String name) {
        String slug =
                name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_").replaceAll("^_|_$", "");
        String start = slug.isEmpty() || Character.isDigit(slug.charAt(0)) ? "task_" + slug : slug;
        return start.substring(0, Math.min(start.length(), 40)) + "_secret_key";
    }

    private static void retry(SourceFields task, ListenerDraft draft) {
        JsonNode retries = task.value("retries");
        boolean wanted = task.bool("retryOnFailure", true);
        if (!retries.isMissingNode()
                && (!retries.isIntegralNumber() || !retries.canConvertToInt() || retries.intValue() < 0)) {
            task.fault("retries", "must be a number from 0");
            return;
        }
        int count = Math.min(retries.asInt(), MAX_RETRIES);
        if (retries.asInt() > MAX_RETRIES) {
            task.leave("retries", "a listener has at most " + MAX_RETRIES + " retries");
        }
        if (!wanted || !retries.isMissingNode()) {
            ArrayNode schedule = draft.retry().putArray("schedule");
            for (int i = 0; wanted && i < count; i++) {
                schedule.add(WAITS.get(Math.min(i, WAITS.size() - 1)));
            }
        }
        if (wanted) {
            draft.retry().putArray("permanentStatus");
        }
    }
}
