package dev.hearken.egress;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The strict grammar of a callback URL (a subset of RFC 3986): {@code http} or {@code https}, a host that is a DNS
 * name, a dotted quad in its only form or a bracketed IPv6 address, no user info, no fragment, at most 2,048
 * characters, nothing but the characters that RFC 3986 allows.
 *
 * <p>What is not in this grammar reads differently to different parsers; so it is refused before any of them sees it.
 */
public final class UrlPolicy {
    /** Most characters in a URL. */
    public static final int MAX_LENGTH = 2048;

    private static final Pattern ALPHABET = Pattern.compile("[A-Za-z0-9\\-._~:/?#\\[\\]@!$&'()*+,;=%]*");
    private static final Pattern BROKEN_PERCENT = Pattern.compile("%(?![0-9A-Fa-f]{2})");
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern HAS_LETTER = Pattern.compile(".*[a-z].*");
    private static final Pattern HEX_NUMBER = Pattern.compile("0x[0-9a-f]*");

    private UrlPolicy() {}

    /** Either an acceptable URL or the reason why not, a sentence without the URL in it. */
    public sealed interface Verdict {
        /** Case analysis. */
        <T> T fold(Function<URI, T> accepted, Function<String, T> refused);

        /**
         * The URL may be used, if its addresses may.
         *
         * @param url the text with scheme and host in lower case, so that one host has one name
         */
        record Accepted(URI url) implements Verdict {
            @Override
            public <T> T fold(Function<URI, T> accepted, Function<String, T> refused) {
                return accepted.apply(url);
            }
        }

        /** The URL must not be used. */
        record Refused(String reason) implements Verdict {
            @Override
            public <T> T fold(Function<URI, T> accepted, Function<String, T> refused) {
                return refused.apply(reason);
            }
        }
    }

    /** Judges the text of a URL. */
    public static Verdict judge(String text) {
        if (text.length() > MAX_LENGTH) {
            return new Verdict.Refused("is longer than " + MAX_LENGTH + " characters");
        }
        if (!ALPHABET.matcher(text).matches()) {
            return new Verdict.Refused("holds a character that RFC 3986 does not allow in a URL");
        }
        if (BROKEN_PERCENT.matcher(text).find()) {
            return new Verdict.Refused("holds a '%' that is not followed by two hexadecimal digits");
        }
        try {
            URI url = new URI(text);
            return fault(url)
                    .<Verdict>map(Verdict.Refused::new)
                    .orElseGet(() -> new Verdict.Accepted(lowerCaseHost(url, text)));
        } catch (URISyntaxException e) {
            return new Verdict.Refused("is not a URL");
        }
    }

    private static URI lowerCaseHost(URI url, String text) {
        int pathStart = url.getScheme().length()
                + "://".length()
                + url.getRawAuthority().length();
        return URI.create(text.substring(0, pathStart).toLowerCase(Locale.ROOT) + text.substring(pathStart));
    }

    private static Optional<String> fault(URI url) {
        String scheme = url.getScheme();
        if (scheme == null || !(scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https"))) {
            return Optional.of("must begin with http:// or https://");
        }
        if (url.getRawUserInfo() != null
                || (url.getRawAuthority() != null && url.getRawAuthority().contains("@"))) {
            return Optional.of("must not hold a user or password; use a header");
        }
        if (url.getRawFragment() != null) {
            return Optional.of("must not hold a fragment ('#')");
        }
        if (url.getHost() == null) {
            return Optional.of("has no valid host and port");
        }
        if (url.getPort() == 0 || url.getPort() > 65535 || authorityEndsWithColon(url)) {
            return Optional.of("has a port outside 1 to 65535");
        }
        return hostFault(url.getHost().toLowerCase(Locale.ROOT));
    }

    private static boolean authorityEndsWithColon(URI url) {
        return url.getRawAuthority().endsWith(":");
    }

    private static Optional<String> ipv6Fault(String literal) {
        if (literal.contains("%")) {
            return Optional.of("must not hold an IPv6 zone");
        }
        boolean endsInIpv4 = literal.contains(".");
        return endsInIpv4 && !DottedQuad.is(literal.substring(literal.lastIndexOf(':') + 1))
                ? Optional.of("has an IPv6 address that does not end in four decimal parts")
                : Optional.empty();
    }

    private static Optional<String> hostFault(String host) {
        if (host.startsWith("[")) {
            return ipv6Fault(host.substring(1, host.length() - 1));
        }
        if (DottedQuad.is(host)) {
            return Optional.empty();
        }
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        if (name.length() > 253) {
            return Optional.of("has a host name longer than 253 characters");
        }
        String[] labels = name.split("\\.", -1);
        for (String label : labels) {
            if (!LABEL.matcher(label).matches()) {
                return Optional.of("has a host that is no DNS name");
            }
        }
        String last = labels[labels.length - 1];
        if (!HAS_LETTER.matcher(last).matches() || HEX_NUMBER.matcher(last).matches()) {
            return Optional.of("has a host that is a number; write an IPv4 address as four decimal parts");
        }
        return Optional.empty();
    }
}
