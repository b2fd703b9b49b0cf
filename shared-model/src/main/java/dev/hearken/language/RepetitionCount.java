package dev.hearken.language;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How many steps a regular expression in RE2 syntax has once its counted repetitions are written out: each character,
 * class and group is one, {@code x{n,m}} is {@code m} times {@code x}. Never less than the truth for an expression that
 * compiles, and computed without writing anything out.
 */
final class RepetitionCount {
    private static final long ENOUGH = 1L << 32;

    private final String text;
    private final Deque<Long> outer = new ArrayDeque<>();
    private int at;
    private long sum;
    private long last;

    private RepetitionCount(String text) {
        this.text = text;
    }

    /** The number of steps, {@code 2^32} for any number above. */
    static long of(String text) {
        RepetitionCount count = new RepetitionCount(text);
        while (count.at < text.length()) {
            count.step();
        }
        while (!count.outer.isEmpty()) {
            count.close();
        }
        return count.sum;
    }

    private void step() {
        switch (text.charAt(at)) {
            case '(' -> {
                outer.push(sum);
                sum = 0;
                last = 0;
                at++;
            }
            case ')' -> {
                if (!outer.isEmpty()) {
                    close();
                }
                at++;
            }
            case '[' -> atom(classEnd());
            case '\\' -> escape();
            case '{' -> repetition();
            case '*', '+', '?' -> at++;
            default -> atom(at + 1);
        }
    }

    private void close() {
        last = sum + 2;
        sum = bounded(outer.pop() + last);
    }

    private void atom(int end) {
        last = 1;
        sum = bounded(sum + 1);
        at = end;
    }

    private void escape() {
        char escaped = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
        if (escaped == 'Q') {
            int end = text.indexOf("\\E", at + 2);
            int length = (end < 0 ? text.length() : end) - at - 2;
            sum = bounded(sum + length);
            last = 1;
            at = end < 0 ? text.length() : end + 2;
            return;
        }
        int end = Math.min(at + 2, text.length());
        boolean braces = escaped == 'p' || escaped == 'P' || escaped == 'x';
        if (braces && end < text.length() && text.charAt(end) == '{') {
            int close = text.indexOf('}', end);
            end = close < 0 ? text.length() : close + 1;
        }
        atom(end);
    }

    /**
     * Where a class ends: a bracket right after its beginning, an escaped one and one of {@code [:name:]} do not end
     * it.
     */
    private int classEnd() {
        int i = at + 1;
        if (i < text.length() && text.charAt(i) == '^') {
            i++;
        }
        boolean first = true;
        while (i < text.length() && (first || text.charAt(i) != ']')) {
            first = false;
            if (text.charAt(i) == '\\') {
                i += 2;
            } else if (text.startsWith("[:", i) && text.indexOf(":]", i + 2) >= 0) {
                i = text.indexOf(":]", i + 2) + 2;
            } else {
                i++;
            }
        }
        return Math.min(i + 1, text.length());
    }

    private void repetition() {
        int end = text.indexOf('}', at);
        long times = end < 0 ? 0 : times(text.substring(at + 1, end));
        if (times == 0) {
            atom(at + 1);
            return;
        }
        sum = bounded(sum + last * (times - 1));
        last = bounded(last * times);
        at = end + 1;
    }

    /** The upper bound of {@code n}, {@code n,} or {@code n,m}, at least 1; 0 if the text is none of them. */
    private static long times(String bounds) {
        String[] parts = bounds.split(",", -1);
        if (parts.length > 2
                || !isNumber(parts[0])
                || (parts.length == 2 && !parts[1].isEmpty() && !isNumber(parts[1]))) {
            return 0;
        }
        long times = Long.parseLong(parts[0]) + 1;
        return parts.length == 2 && !parts[1].isEmpty() ? Math.max(times, Long.parseLong(parts[1])) : times;
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.length() <= 9 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static long bounded(long steps) {
        return Math.min(steps, ENOUGH);
    }
}
