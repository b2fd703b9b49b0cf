package dev.hearken.model.listener;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.egress.UrlPolicy;
import dev.hearken.language.template.HeaderTemplate;
import dev.hearken.language.template.Template;
import dev.hearken.language.template.UrlTemplate;
import dev.hearken.model.listener.HttpCallback.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An http callback as JSON. */
final class HttpCallbackJson {
    private static final int MAX_HEADERS = 20;
    private static final int MAX_HEADER_VALUE = 4096;
    private static final int MAX_HEADERS_LENGTH = 16 * 1024;
    private static final int MAX_REFERENCES = 200;
    private static final int MAX_TAIL = 1_000_000;
    private static final int MAX_RANGES = 20;
    private static final int MIN_STATUS = 200;
    private static final int MAX_STATUS = 299;
    private static final Duration MIN_TIMEOUT = Duration.ofMillis(100);
    private static final Duration MAX_TIMEOUT = Duration.ofSeconds(30);

    private HttpCallbackJson() {}

    static Optional<HttpCallback> read(JsonFields fields, List<JsonFields> objects) {
        Method method = method(fields);
        Optional<String> url = url(fields);
        Map<String, String> headers = headers(fields);
        JsonNode body = BodyJson.body(fields, method);
        HttpCallback.Format format = BodyJson.format(fields, body);
        refuseTypeByReference(fields, headers, body);
        boolean strict = fields.bool("strict", false);
        int tail = fields.integer("tail", HttpCallback.DEFAULT_TAIL, 0, MAX_TAIL);
        Duration timeout = timeout(fields);
        StatusRanges success = successStatus(fields);
        JsonFields signingFields = object(fields, "signing", objects);
        Signing signing = SigningJson.read(signingFields);
        refuseSecondSignature(signingFields, headers, signing);
        JsonFields authFields = object(fields, "auth", objects);
        Auth auth = AuthJson.read(authFields);
        refuseSecondAuthorization(authFields, headers, auth);
        TlsOptions tls = TlsJson.read(object(fields, "tls", objects));
        refuseTooManyReferences(fields, headers, body, url.orElse(""));
        return url.map(accepted -> new HttpCallback(
                method,
                accepted,
                headers,
                body.isMissingNode() ? null : body,
                format,
                strict,
                tail,
                timeout,
                success,
                signing,
                auth,
                tls));
    }

    private static JsonFields object(JsonFields callback, String field, List<JsonFields> objects) {
        JsonFields fields = callback.object(field);
        objects.add(fields);
        return fields;
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

    private static Optional<String> url(JsonFields fields) {
        return fields.requiredText("url", UrlPolicy.MAX_LENGTH)
                .flatMap(text -> Template.parse(text)
                        .fold(
                                template -> template.isLiteral()
                                        ? literalUrl(fields, text)
                                        : templatedUrl(fields, text, template),
                                malformed -> refusedUrl(fields, "is no template: " + malformed.detail())));
    }

    private static Optional<String> literalUrl(JsonFields fields, String text) {
        return UrlPolicy.judge(text).fold(url -> Optional.of(url.toString()), reason -> refusedUrl(fields, reason));
    }

    private static Optional<String> templatedUrl(JsonFields fields, String text, Template template) {
        return UrlTemplate.fault(template)
                .map(reason -> refusedUrl(fields, reason))
                .orElse(Optional.of(text));
    }

    private static Optional<String> refusedUrl(JsonFields fields, String reason) {
        fields.error("url", reason);
        return Optional.empty();
    }

    private static Map<String, String> headers(JsonFields fields) {
        Map<String, String> headers = fields.textMap("headers", MAX_HEADERS, HeaderNames.MAX_LENGTH, MAX_HEADER_VALUE);
        Set<String> seen = new HashSet<>();
        headers.forEach((name, value) -> HeaderNames.fault(name)
                .or(() -> seen.add(name.toLowerCase(Locale.ROOT))
                        ? Template.parse(value).fold(HeaderTemplate::fault, malformed -> BodyJson.templateFault(value))
                        : Optional.of("stands twice; header names ignore case"))
                .ifPresent(fault -> fields.error("headers/" + FieldError.escape(name), fault)));
        int length = headers.entrySet().stream()
                .mapToInt(header -> header.getKey().length() + header.getValue().length())
                .sum();
        if (length > MAX_HEADERS_LENGTH) {
            fields.error("headers", "are longer than " + MAX_HEADERS_LENGTH + " characters together");
        }
        return headers;
    }

    /** What is inserted into a text is escaped by its type, which so must be known beforehand. */
    private static void refuseTypeByReference(JsonFields fields, Map<String, String> headers, JsonNode body) {
        if (body.isTextual() && BodyJson.references(body) > 0) {
            find(headers, "content-type").ifPresent(name -> {
                if (BodyJson.referencesOfText(headers.getOrDefault(name, "")) > 0) {
                    fields.error("headers/" + name, "must not hold a reference beside a text body that holds one");
                }
            });
        }
    }

    private static void refuseSecondSignature(JsonFields fields, Map<String, String> headers, Signing signing) {
        signing.fold(
                        Optional::<String>empty,
                        Optional::<String>empty,
                        hmac -> find(headers, hmac.form().header().toLowerCase(Locale.ROOT)))
                .ifPresent(name -> fields.error("scheme", "sets the header " + name + ", which headers hold too"));
    }

    private static void refuseSecondAuthorization(JsonFields fields, Map<String, String> headers, Auth auth) {
        if (!auth.equals(Auth.NONE)) {
            find(headers, "authorization")
                    .ifPresent(name -> fields.error("type", "sets the header " + name + ", which headers hold too"));
        }
    }

    /** The name as the listener spells it. */
    private static Optional<String> find(Map<String, String> headers, String lowerCaseName) {
        return headers.keySet().stream()
                .filter(name -> name.toLowerCase(Locale.ROOT).equals(lowerCaseName))
                .findFirst();
    }

    private static void refuseTooManyReferences(
            JsonFields fields, Map<String, String> headers, JsonNode body, String url) {
        int count = BodyJson.referencesOfText(url)
                + headers.values().stream().mapToInt(BodyJson::referencesOfText).sum()
                + BodyJson.references(body);
        if (count > MAX_REFERENCES) {
            fields.fault("holds more than " + MAX_REFERENCES + " references in url, headers and body together");
        }
    }

    private static Duration timeout(JsonFields fields) {
        Optional<String> text = fields.text("timeout", 40);
        Optional<Duration> timeout = text.flatMap(t -> ListenerJson.duration(t, MIN_TIMEOUT, MAX_TIMEOUT));
        if (text.isPresent() && timeout.isEmpty()) {
            fields.error("timeout", "must be an ISO 8601 duration from PT0.1S to PT30S");
        }
        return timeout.orElse(HttpCallback.DEFAULT_TIMEOUT);
    }

    private static StatusRanges successStatus(JsonFields fields) {
        if (!fields.has("successStatus")) {
            return StatusRanges.SUCCESS;
        }
        List<String> texts = fields.texts("successStatus", MAX_RANGES, 20, HttpCallbackJson::rangeFault);
        if (fields.value("successStatus").isEmpty()
                && fields.value("successStatus").isArray()) {
            fields.error("successStatus", "must name at least one status");
        }
        return new StatusRanges(
                texts.stream().flatMap(text -> range(text).stream()).toList());
    }

    private static Optional<StatusRanges.Range> range(String text) {
        return StatusRanges.Range.parse(text, MIN_STATUS, MAX_STATUS);
    }

    private static Optional<String> rangeFault(String text) {
        return range(text).isPresent()
                ? Optional.empty()
                : Optional.of("must be a status such as 200 or a range such as 200-299, within 200 to 299");
    }

    static ObjectNode write(HttpCallback callback) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("type", "http");
        json.put("method", callback.method().name());
        json.put("url", callback.url());
        json.set("headers", ListenerJson.texts(callback.headers()));
        if (callback.body() != null) {
            json.set("body", callback.body());
        }
        json.put("format", callback.format().wireName());
        json.put("strict", callback.strict());
        json.put("tail", callback.tail());
        json.put("timeout", callback.timeout().toString());
        var success = json.putArray("successStatus");
        callback.successStatus().ranges().forEach(range -> success.add(range.toString()));
        json.set("tls", TlsJson.write(callback.tls()));
        json.set("signing", SigningJson.write(callback.signing()));
        json.set("auth", AuthJson.write(callback.auth()));
        return json;
    }
}
