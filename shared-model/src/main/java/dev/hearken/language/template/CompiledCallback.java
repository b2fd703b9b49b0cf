package dev.hearken.language.template;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearken.model.listener.HttpCallback;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The templates of an http callback, parsed once.
 *
 * @param url where
 * @param headers by their names, in the order of the definition
 * @param body the listener's own; empty: the format makes one, or there is none
 * @param authorization the header {@code Authorization}; empty if {@code auth} sets none
 * @param references the variables and secrets that all of these, the signature, credentials and certificates use
 */
public record CompiledCallback(
        UrlTemplate url,
        Map<String, HeaderTemplate> headers,
        Optional<BodyTemplate> body,
        Optional<AuthorizationTemplate> authorization,
        References references) {
    /**
     * Compiles a callback.
     *
     * @throws IllegalArgumentException if one of its templates is malformed, which none is that {@code ListenerJson}
     *     read
     */
    public static CompiledCallback of(HttpCallback callback) {
        UrlTemplate url = UrlTemplate.of(Template.of(callback.url()));
        Map<String, HeaderTemplate> headers = headers(callback.headers());
        JsonNode own = callback.body();
        Optional<BodyTemplate> body =
                own == null ? Optional.empty() : Optional.of(BodyTemplate.of(own, contentType(callback.headers())));
        Optional<AuthorizationTemplate> authorization = AuthorizationTemplate.of(callback.auth());
        References references = url.references().and(new References(Set.of(), callback.namedSecrets()));
        for (HeaderTemplate header : headers.values()) {
            references = references.and(header.references());
        }
        references = references.and(body.map(BodyTemplate::references).orElse(References.NONE));
        references = references.and(
                authorization.map(AuthorizationTemplate::references).orElse(References.NONE));
        return new CompiledCallback(url, headers, body, authorization, references);
    }

    private static Map<String, HeaderTemplate> headers(Map<String, String> values) {
        if (values.isEmpty()) {
            return Map.of();
        }
        Map<String, HeaderTemplate> headers = new LinkedHashMap<>();
        values.forEach((name, value) -> headers.put(name, HeaderTemplate.of(Template.of(value))));
        return Collections.unmodifiableMap(headers);
    }

    private static String contentType(Map<String, String> headers) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().toLowerCase(Locale.ROOT).equals("content-type"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    /** Whether rendering url or headers, which every attempt does, reads the event. */
    public boolean headUsesEvent() {
        return url.usesEvent() || headers.values().stream().anyMatch(HeaderTemplate::usesEvent);
    }
}
