package dev.hearken.dispatcher.dispatch;

import dev.hearken.dispatcher.catalog.Catalog;
import dev.hearken.dispatcher.catalog.CatalogEntry;
import dev.hearken.dispatcher.transport.AttemptResult;
import dev.hearken.dispatcher.transport.Timings;
import dev.hearken.language.template.CompiledCallback;
import dev.hearken.language.template.HeaderTemplate;
import dev.hearken.language.template.SecretFiller;
import dev.hearken.model.TenantId;
import dev.hearken.model.delivery.Delivery;
import dev.hearken.model.delivery.Excerpt;
import dev.hearken.model.delivery.Exchange;
import dev.hearken.model.delivery.RenderedBody;
import dev.hearken.model.listener.HttpCallback;
import dev.hearken.rendering.RenderedRequest;
import dev.hearken.rendering.TenantValues;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes of an attempt what the delivery log shows: a body with masks in place of its secrets, masks for headers whose
 * template names a secret and for all credentials and signatures, and the url's template where that names a secret. In
 * the response the same values are masked.
 */
@Singleton
class Excerpts {
    private static final Set<String> CREDENTIALS = credentials();
    private static final int MAX_BYTES = 16 * 1024;
    private static final int MAX_URL = 2048;
    private static final int MAX_HEADER = 256;

    /** A shorter text is no secret, and its mask would tear up what is shown. */
    private static final int MIN_SECRET = 6;

    private final Function<TenantId, TenantValues> values;
    private final int maxRequest;

    @Inject
    Excerpts(Catalog catalog, ExcerptConfig config) {
        this(tenant -> catalog.current().values(tenant), (int)
                Math.min(MAX_BYTES, config.request().asLongValue()));
    }

    /** Excerpts of at most so many bytes, with the variables and secrets of each tenant. */
    Excerpts(Function<TenantId, TenantValues> values, int maxRequest) {
        this.values = values;
        this.maxRequest = maxRequest;
    }

    /**
     * What is shown of an attempt.
     *
     * @param delivery its body as it was rendered, without secrets
     * @param sent with secrets; empty if no request could be made
     */
    Exchange of(Delivery delivery, CatalogEntry entry, Optional<RenderedRequest> sent, AttemptResult result) {
        return new Exchange(
                maxRequest == 0
                        ? null
                        : sent.map(request -> request(delivery.body(), entry, request))
                                .orElse(null),
                result.<Exchange.@Nullable Response>fold(
                        answered -> response(answered.reply().excerpt(), delivery, entry, sent),
                        failed -> null,
                        unsendable -> null),
                result.<Exchange.@Nullable Timings>fold(
                        answered -> timings(answered.timings()),
                        failed -> timings(failed.timings()),
                        unsendable -> null));
    }

    /** Some endpoints answer with what they were sent. */
    private Exchange.@Nullable Response response(
            String excerpt, Delivery delivery, CatalogEntry entry, Optional<RenderedRequest> sent) {
        String shown = excerpt;
        if (!excerpt.isEmpty()) {
            for (String secret : secrets(delivery, entry, sent)) {
                shown = shown.replace(secret, Exchange.MASK);
            }
        }
        return shown.isEmpty() ? null : new Exchange.Response(shown);
    }

    /** Longer ones first: one may be part of another. */
    private List<String> secrets(Delivery delivery, CatalogEntry entry, Optional<RenderedRequest> sent) {
        CompiledCallback templates = entry.source().templates();
        TenantValues known = values.apply(delivery.tenant());
        Set<String> masked = maskedHeaders(entry.callback(), templates);
        Stream<String> stored = templates.references().secrets().stream().flatMap(name -> known.secret(name).stream());
        Stream<String> headers = sent.stream()
                .flatMap(request -> request.headers().entrySet().stream())
                .filter(header -> masked.contains(header.getKey()))
                .flatMap(header -> Arrays.stream(header.getValue().split(" ", -1)));
        return Stream.concat(stored, headers)
                .filter(secret -> secret.length() >= MIN_SECRET)
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    private static Exchange.Timings timings(Timings timings) {
        return new Exchange.Timings(millis(timings.resolve()), millis(timings.connect()), millis(timings.firstByte()));
    }

    private static @Nullable Long millis(@Nullable Duration duration) {
        return duration == null ? null : duration.toMillis();
    }

    private Exchange.Request request(RenderedBody body, CatalogEntry entry, RenderedRequest sent) {
        HttpCallback callback = entry.callback();
        CompiledCallback templates = entry.source().templates();
        boolean secretUrl = !templates.url().references().secrets().isEmpty();
        Set<String> masked = maskedHeaders(callback, templates);
        Map<String, String> headers = new HashMap<>();
        sent.headers()
                .forEach((name, value) ->
                        headers.put(name, masked.contains(name) ? Exchange.MASK : cut(value, MAX_HEADER)));
        return new Exchange.Request(
                sent.method().name(),
                cut(secretUrl ? callback.url() : sent.url().toString(), MAX_URL),
                headers,
                sent.body().length == 0 ? null : Excerpt.of(maskedBody(body), maxRequest));
    }

    private static Set<String> credentials() {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        names.addAll(List.of("authorization", "proxy-authorization", "cookie", "x-api-key", "webhook-signature"));
        return Collections.unmodifiableSet(names);
    }

    private static Set<String> maskedHeaders(HttpCallback callback, CompiledCallback templates) {
        String own =
                callback.signing().fold(() -> "", () -> "", hmac -> hmac.form().header());
        if (own.isEmpty() && templates.headers().isEmpty()) {
            return CREDENTIALS;
        }
        Set<String> masked = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        masked.addAll(CREDENTIALS);
        masked.add(own);
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
