package dev.hearken.model.listener;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Which headers a listener may name. */
final class HeaderNames {
    static final int MAX_LENGTH = 100;

    /** RFC 9110 §5.6.2. */
    private static final Pattern FORM = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    /** Set by the connection or by Hearken itself. */
    private static final Set<String> RESERVED = Set.of(
            "host",
            "content-length",
            "transfer-encoding",
            "connection",
            "keep-alive",
            "upgrade",
            "http2-settings",
            "expect",
            "te",
            "trailer",
            "forwarded",
            "x-real-ip",
            "user-agent",
            "traceparent",
            "tracestate");

    private static final List<String> RESERVED_PREFIXES =
            List.of("webhook-", "x-hearken-", "x-http-task-", "proxy-", "x-forwarded-");

    private HeaderNames() {}

    /** Why the name must not be used, a sentence without it; empty if it may. */
    static Optional<String> fault(String name) {
        if (!FORM.matcher(name).matches()) {
            return Optional.of("is not a valid header name");
        }
        String lower = name.toLowerCase(Locale.ROOT);
        return RESERVED.contains(lower) || RESERVED_PREFIXES.stream().anyMatch(lower::startsWith)
                ? Optional.of("is a header that Hearken or the connection sets itself")
                : Optional.empty();
    }
}
