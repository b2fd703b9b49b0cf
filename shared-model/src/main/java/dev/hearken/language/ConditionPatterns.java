package dev.hearken.language;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The patterns that conditions match with, compiled once for as long as they are few. Thread-safe. */
final class ConditionPatterns {
    private static final int MAX_CACHED = 1_000;
    private static final Map<String, LinearPattern.Compilation> CACHE = new ConcurrentHashMap<>();

    private ConditionPatterns() {}

    /**
     * CEL's {@code matches}: whether the pattern matches anywhere in the text.
     *
     * @throws IllegalArgumentException if the pattern is none, or the text too long for one
     */
    static boolean matches(String text, String pattern) {
        if (text.length() > LinearPattern.MAX_TEXT) {
            throw new IllegalArgumentException(
                    "matches() takes texts of at most " + LinearPattern.MAX_TEXT + " characters");
        }
        return compiled(pattern).fold(compiled -> compiled.find(text), detail -> {
            throw new IllegalArgumentException("matches(): " + Shortened.text(pattern) + " " + detail);
        });
    }

    private static LinearPattern.Compilation compiled(String pattern) {
        LinearPattern.Compilation known = CACHE.get(pattern);
        if (known != null) {
            return known;
        }
        LinearPattern.Compilation compiled = LinearPattern.compile(pattern);
        if (CACHE.size() >= MAX_CACHED) {
            CACHE.clear();
        }
        CACHE.put(pattern, compiled);
        return compiled;
    }
}
