package dev.hearken.rendering;

import dev.hearken.model.delivery.Delivery;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** The headers that every request carries, whatever its listener says. */
final class StandardHeaders {
    private static final Pattern TRACE_PARENT = Pattern.compile("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");
    private static final int MAX_EVENT_ID = 256;
    private static final HexFormat HEX = HexFormat.of();

    private final String userAgent;
    private final InstantSource time;
    private final RandomGenerator random;

    StandardHeaders(String version, InstantSource time, RandomGenerator random) {
        this.userAgent = "Hearken/" + version;
        this.time = time;
        this.random = random;
    }

    /** Those of the delivery's next attempt. */
    Map<String, String> of(Delivery delivery) {
        Map<String, String> headers = new LinkedHashMap<>();
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
        String span = HEX.toHexDigits(random.nextLong() | 1);
        if (TRACE_PARENT.matcher(parent).matches()) {
            return parent.substring(0, 36) + span + parent.substring(52);
        }
        return "00-" + HEX.toHexDigits(random.nextLong() | 1) + HEX.toHexDigits(random.nextLong()) + "-" + span + "-00";
    }

    /** An event id may hold anything; a header only visible ASCII. */
    private static String visible(String text) {
        int length = Math.min(text.length(), MAX_EVENT_ID);
        StringBuilder visible = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            visible.append(c > ' ' && c < 0x7F ? c : '?');
        }
        return visible.toString();
    }
}
