package dev.hearken.model.listener;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.egress.UrlPolicy;
import dev.hearken.model.listener.HttpCallback.Method;
import dev.hearken.model.listener.HttpCallback.Signing;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** An http callback as JSON. */
final class HttpCallbackJson {
    private static final int MAX_HEADERS = 20;
    private static final int MAX_HEADER_NAME = 100;
    private static final int MAX_HEADER_VALUE = 4096;
    private static final int MAX_HEADERS_LENGTH = 16 * 1024;
    private static final Duration MIN_TIMEOUT = Duration.ofMillis(100);
    private static final Duration MAX_TIMEOUT = Duration.ofSeconds(30);
    private static final String TEMPLATE_START = "${{";

    /** RFC 9110 §5.6.2. */
    private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    private static final Pattern HEADER_VALUE = Pattern.compile("[\\x21-\\x7E]([\\x20-\\x7E\\t]*[\\x21-\\x7E])?|");

    /** Set by the connection or by Hearken itself. */
    private static final Set<String> RESERVED_HEADERS = Set.of(
            "host",
            "content-length",
            "transfer-encoding",
            "connection",
            "keep-alive",
            "upgrade",
            "expect",
            "te",
            "trailer",
            "user-agent",
            "traceparent",
            "tracestate");

    private static final List<String> RESERVED_PREFIXES =
            List.of("webhook-", "x-hearken-", "x-http-task-", "proxy-", "x-forwarded-");

    private HttpCallbackJson() {}

    static Optional<HttpCallback> read(JsonFields fields, List<JsonFields> objects) {
        Method method = method(fields);
        Optional<URI> url = url(fields);
        Map<String, String> headers = headers(fields);
        JsonNode body = body(fields, method);
        Duration timeout = timeout(fields);
        Signing signing = signing(fields, objects);
        return url.map(accepted ->
                new HttpCallback(method, accepted, headers, body.isMissingNode() ? null : body, timeout, signing));
    }

    private static Method method(JsonFields fields) {
        Optional<String> text = fields.text("method", 10);
        Optional<Method> method = text.flatMap(name -> Arrays.stream(Method.values())
                .filter(m -> m.name().equals(name))
                .findFirst());
        if (text.isPresent() && method.isEmpty()) {
            fields.error("method", "must be one of " + Arrays.toString(Method.values()));
        }
        return method.orElse(Method.POST);
    }

    private static Optional<URI> url(JsonFields fields) {
        Optional<String> text = fields.requiredText("url", UrlPolicy.MAX_LENGTH);
        if (text.isPresent() && text.get().contains(TEMPLATE_START)) {
            refuseTemplate(fields, "url");
            return Optional.empty();
        }
        return text.flatMap(url -> UrlPolicy.judge(url).fold(Optional::of, reason -> {
            fields.error("url", reason);
            return Optional.empty();
        }));
    }

    private static Map<String, String> headers(JsonFields fields) {
        Map<String, String> headers = fields.textMap("headers", MAX_HEADERS, MAX_HEADER_NAME, MAX_HEADER_VALUE);
        Set<String> seen = new HashSet<>();
        headers.forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            String field = "headers/" + JsonFields.escape(name);
            if (!HEADER_NAME.matcher(name).matches()) {
                fields.error(field, "is not a valid header name");
            } else if (RESERVED_HEADERS.contains(lower)
                    || RESERVED_PREFIXES.stream().anyMatch(lower::startsWith)) {
                fields.error(field, "is a header that Hearken or the connection sets itself");
            } else if (!seen.add(lower)) {
                fields.error(field, "stands twice; header names ignore case");
            } else if (value.contains(TEMPLATE_START)) {
                refuseTemplate(fields, field);
            } else if (!HEADER_VALUE.matcher(value).matches()) {
                fields.error(field, "must be visible ASCII with inner spaces or tabs");
            }
        });
        int length = headers.entrySet().stream()
                .mapToInt(header -> header.getKey().length() + header.getValue().length())
                .sum();
        if (length > MAX_HEADERS_LENGTH) {
            fields.error("headers", "are longer than " + MAX_HEADERS_LENGTH + " characters together");
        }
        return headers;
    }

    private static JsonNode body(JsonFields fields, Method method) {
        JsonNode body = fields.value("body");
        Optional<String> format = fields.text("format", 40);
        if (!body.isMissingNode() && !method.hasBody()) {
            fields.error("body", "must be absent: " + method + " sends no body");
        }
        Optional<FieldError> fault = FixedBody.fault(body, "body");
        fault.ifPresent(first -> fields.error(first.pointer(), first.detail()));
        if (fault.isEmpty() && body.toString().contains(TEMPLATE_START)) {
            refuseTemplate(fields, "body");
        }
        format.ifPresent(name -> {
            if (!name.equals("event") && !name.equals("template")) {
                fields.error("format", "must be \"event\" or \"template\"");
            } else if (name.equals("event") && !body.isMissingNode()) {
                fields.error("format", "must be \"template\" where there is a body");
            } else if (name.equals("template") && body.isMissingNode()) {
                fields.error("body", "is required with format \"template\"");
            }
        });
        return body;
    }

    private static void refuseTemplate(JsonFields fields, String field) {
        fields.error(field, "holds a template (\"${{\"), which this version does not support");
    }

    private static Duration timeout(JsonFields fields) {
        Optional<String> text = fields.text("timeout", 40);
        Optional<Duration> timeout = text.flatMap(t -> ListenerJson.duration(t, MIN_TIMEOUT, MAX_TIMEOUT));
        if (text.isPresent() && timeout.isEmpty()) {
            fields.error("timeout", "must be an ISO 8601 duration from PT0.1S to PT30S");
        }
        return timeout.orElse(HttpCallback.DEFAULT_TIMEOUT);
    }

    private static Signing signing(JsonFields callback, List<JsonFields> objects) {
        JsonFields fields = callback.object("signing");
        objects.add(fields);
        if (!callback.value("signing").isObject()) {
            return Signing.STANDARD_WEBHOOKS;
        }
        Map<String, Signing> byName =
                Arrays.stream(Signing.values()).collect(Collectors.toMap(Signing::wireName, Function.identity()));
        Optional<String> name = fields.requiredText("scheme", 40);
        if (name.isPresent() && !byName.containsKey(name.get())) {
            fields.error("scheme", "must be \"standard-webhooks\" or \"none\"");
        }
        return name.map(byName::get).orElse(Signing.STANDARD_WEBHOOKS);
    }

    static ObjectNode write(HttpCallback callback) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("type", "http");
        json.put("method", callback.method().name());
        json.put("url", callback.url().toString());
        json.set("headers", ListenerJson.texts(callback.headers()));
        if (callback.body() != null) {
            json.set("body", callback.body());
        }
        json.put("format", callback.body() == null ? "event" : "template");
        json.put("timeout", callback.timeout().toString());
        json.putObject("signing").put("scheme", callback.signing().wireName());
        return json;
    }
}
