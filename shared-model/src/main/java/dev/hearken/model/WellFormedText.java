package dev.hearken.model;

/** Text that UTF-8 can carry. JSON may spell half of a surrogate pair ({@code "\\ud83d"}), which no encoder takes. */
public final class WellFormedText {
    private WellFormedText() {}

    /** Whether every surrogate of the text has its other half. */
    public static boolean is(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (!Character.isSupplementaryCodePoint(text.codePointAt(i))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    /** A JSON text whose halves of surrogate pairs are escapes, which alone can carry them on; else unchanged. */
    public static String inJson(String json) {
        if (is(json)) {
            return json;
        }
        StringBuilder escaped = new StringBuilder(json.length() + 16);
        json.codePoints().forEach(c -> {
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                escaped.append("\\u").append(Integer.toHexString(c));
            } else {
                escaped.appendCodePoint(c);
            }
        });
        return escaped.toString();
    }
}
