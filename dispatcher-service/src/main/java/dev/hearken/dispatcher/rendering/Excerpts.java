package dev.hearken.dispatcher.rendering;

import dev.hearken.dispatcher.catalog.CatalogEntry;
import dev.hearken.language.template.CompiledCallback;
import dev.hearken.language.template.HeaderTemplate;
import dev.hearken.language.template.SecretFiller;
import dev.hearken.model.delivery.Excerpt;
import dev.hearken.model.delivery.Exchange;
import dev.hearken.model.delivery.RenderedBody;
import dev.hearken.model.listener.HttpCallback;
import dev.hearken.rendering.RenderedRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Makes of a request what the delivery log shows: a body with masks in place of its secrets, masks for headers whose
 * template names a secret and for all credentials and signatures, and the url's template where that names a secret.
 */
@ApplicationScoped
public class Excerpts {
    private static final Set<String> CREDENTIALS =
            Set.of("authorization", "proxy-authorization", "cookie", "x-api-key", "webhook-signature");
    private static final int MAX_BYTES = 16 * 1024;
    private static final int MAX_URL = 2048;
    private static final int MAX_HEADER = 256;

    private final int maxRequest;

    Excerpts(ExcerptConfig config) {
        this.maxRequest = (int) Math.min(MAX_BYTES, config.request().asLongValue());
    }

    /**
     * What is shown of this attempt.
     *
     * @param body as it was rendered, without secrets
     * @param sent with secrets; empty if no request could be made
     */
    public Exchange of(RenderedBody body, CatalogEntry entry, Optional<RenderedRequest> sent) {
        return new Exchange(
                maxRequest == 0
                        ? null
                        : sent.map(request -> request(body, entry, request)).orElse(null),
                null,
                null);
    }

    private Exchange.Request request(RenderedBody body, CatalogEntry entry, RenderedRequest sent) {
        HttpCallback callback = entry.callback();
        CompiledCallback templates = entry.source().templates();
        boolean secretUrl = !templates.url().references().secrets().isEmpty();
        Set<String> masked = maskedHeaders(callback, templates);
        Map<String, String> headers = new TreeMap<>();
        sent.headers()
                .forEach((name, value) ->
                        headers.put(name, masked.contains(name) ? Exchange.MASK : cut(value, MAX_HEADER)));
        return new Exchange.Request(
                sent.method().name(),
                cut(secretUrl ? callback.url() : sent.url().toString(), MAX_URL),
                headers,
                sent.body().length == 0 ? null : Excerpt.of(maskedBody(body), maxRequest));
    }

    private static Set<String> maskedHeaders(HttpCallback callback, CompiledCallback templates) {
        Set<String> masked = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        masked.addAll(CREDENTIALS);
        masked.add(callback.signing()
                .fold(() -> "", () -> "", hmac -> hmac.form().header())
                .toLowerCase(Locale.ROOT));
        for (Map.Entry<String, HeaderTemplate> header : templates.headers().entrySet()) {
            if (!header.getValue().references().secrets().isEmpty()) {
                masked.add(header.getKey());
            }
        }
        return masked;
    }

    private static byte[] maskedBody(RenderedBody body) {
        return SecretFiller.fill(body, name -> Optional.of(Exchange.MASK))
                .fold(bytes -> bytes, missing -> body.bytes());
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length) + "…";
    }
}
