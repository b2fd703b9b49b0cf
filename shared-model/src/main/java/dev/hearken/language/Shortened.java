package dev.hearken.language;

/** Values of events in explanations: at most {@value #MAX} characters of them. */
final class Shortened {
    private static final int MAX = 200;

    private Shortened() {}

    static String text(String text) {
        if (text.length() <= MAX) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(MAX - 1)) ? MAX - 1 : MAX;
        return text.substring(0, end) + "…";
    }
}
