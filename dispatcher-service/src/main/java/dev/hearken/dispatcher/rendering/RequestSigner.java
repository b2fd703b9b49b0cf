package dev.hearken.dispatcher.rendering;

import dev.hearken.dispatcher.catalog.CatalogEntry;
import dev.hearken.model.delivery.Delivery;
import dev.hearken.model.listener.HttpCallback;
import dev.hearken.model.listener.Signing;
import dev.hearken.signing.SigningKey;
import dev.hearken.signing.StandardWebhooksSigner;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Puts together the request of one attempt from the delivery's body and the listener's current url, headers and secret.
 *
 * <p>A request that must be signed and cannot be is never sent unsigned.
 */
@ApplicationScoped
public class RequestSigner {
    private final String userAgent;
    private final InstantSource time;
    private final RandomGenerator random;

    RequestSigner(
            @ConfigProperty(name = "quarkus.application.version") String version,
            InstantSource time,
            RandomGenerator random) {
        this.userAgent = "Hearken/" + version;
        this.time = time;
        this.random = random;
    }

    /** The request for the next attempt; empty if the listener's secret cannot be read by this instance. */
    public Optional<SignedRequest> sign(Delivery delivery, CatalogEntry entry) {
        HttpCallback callback = entry.listener().definition().callback().fold(http -> http);
        Map<String, String> headers = headers(delivery, callback);
        if (!callback.signing().equals(Signing.NONE)) {
            Optional<SigningKey> key =
                    callback.signing().fold(entry::signingKey, entry::signingKey, hmac -> Optional.empty());
            if (key.isEmpty()) {
                return Optional.empty();
            }
            long seconds = Long.parseLong(headers.get("webhook-timestamp"));
            String signature = new StandardWebhooksSigner(key.get())
                    .sign(delivery.id().value(), seconds, delivery.body().bytes());
            headers.put("webhook-signature", signature);
        }
        return Optional.of(new SignedRequest(
                callback.method(),
                URI.create(callback.url()),
                headers,
                delivery.body().bytes(),
                callback.timeout()));
    }

    private Map<String, String> headers(Delivery delivery, HttpCallback callback) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        String contentType = delivery.body().contentType();
        if (!contentType.isEmpty()) {
            headers.put("Content-Type", contentType);
        }
        headers.putAll(callback.headers());
        headers.put("User-Agent", userAgent);
        headers.put("webhook-id", delivery.id().value());
        headers.put("webhook-timestamp", Long.toString(time.instant().getEpochSecond()));
        headers.put("traceparent", traceParent(delivery));
        headers.put("X-Hearken-Attempt", Integer.toString(delivery.nextAttempt()));
        headers.put("X-Hearken-Listener", delivery.listener().value());
        headers.put("X-Hearken-Event", visible(delivery.eventId()));
        if (delivery.nextAttempt() > 1) {
            headers.put("X-Http-Task-Guid", delivery.id().value());
        }
        return headers;
    }

    /** Continues the event's trace, if its record has one, else begins a trace (W3C Trace Context, level 1). */
    private String traceParent(Delivery delivery) {
        Map<String, String> headers = delivery.source().headers();
        String parent = headers.getOrDefault("ce_traceparent", headers.getOrDefault("traceparent", ""));
        String span = hex(random.nextLong() | 1);
        if (parent.matches("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}")) {
            return parent.substring(0, 36) + span + parent.substring(52);
        }
        return "00-" + hex(random.nextLong() | 1) + hex(random.nextLong()) + "-" + span + "-00";
    }

    private static String hex(long value) {
        return String.format(Locale.ROOT, "%016x", value);
    }

    /** An event id may hold anything; a header only visible ASCII. */
    private static String visible(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        text.chars().limit(256).forEach(c -> visible.append(c > ' ' && c < 0x7F ? (char) c : '?'));
        return visible.toString();
    }
}
