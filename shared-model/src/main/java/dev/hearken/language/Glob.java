package dev.hearken.language;

/**
 * A pattern over a whole text: {@code *} stands for any run of characters, also none, {@code ?} for exactly one,
 * anything else for itself; there is no way to write a literal {@code *} or {@code ?}. A character is a Unicode code
 * point. Upper and lower case differ. Matching takes at most (pattern × text) steps.
 */
public final class Glob {
    private static final int END = -1;

    private final String pattern;
    private final boolean literal;

    private Glob(String pattern) {
        this.pattern = pattern;
        this.literal = pattern.indexOf('*') < 0 && pattern.indexOf('?') < 0;
    }

    /** The glob with this pattern; every text is one. */
    public static Glob of(String pattern) {
        return new Glob(pattern);
    }

    /** Whether the pattern holds no wildcard and so matches one text only. */
    public boolean isLiteral() {
        return literal;
    }

    /** The pattern as it was written. */
    public String pattern() {
        return pattern;
    }

    /** Whether the whole text matches. */
    public boolean matches(String text) {
        return literal ? pattern.equals(text) : matchesWildcards(text);
    }

    private boolean matchesWildcards(String text) {
        int p = 0;
        int t = 0;
        int lastStar = -1;
        int textAtStar = 0;
        while (t < text.length()) {
            int wanted = p < pattern.length() ? pattern.codePointAt(p) : END;
            int found = text.codePointAt(t);
            if (wanted == '*') {
                lastStar = p++;
                textAtStar = t;
            } else if (wanted == '?' || wanted == found) {
                p += Character.charCount(wanted);
                t += Character.charCount(found);
            } else if (lastStar >= 0) {
                // The last star swallows one character more; earlier stars never need to be revisited.
                p = lastStar + 1;
                textAtStar += Character.charCount(text.codePointAt(textAtStar));
                t = textAtStar;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    @Override
    public String toString() {
        return pattern;
    }
}
