package dev.hearken.language;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;
import java.util.function.Function;

/**
 * A regular expression in RE2 syntax. Matching takes time linear in the text, at most {@value #MAX_PROGRAM} steps for
 * each of at most {@value #MAX_TEXT} characters; a longer text does not match.
 */
final class LinearPattern {
    static final int MAX_LENGTH = 1_000;
    static final int MAX_TEXT = 100_000;
    private static final int MAX_PROGRAM = 1_000;

    private final Pattern pattern;

    private LinearPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /** A pattern, or why the text is none. */
    sealed interface Compilation {
        /** Case analysis. */
        <T> T fold(Function<LinearPattern, T> compiled, Function<String, T> refused);

        /** It can be used. */
        record Compiled(LinearPattern pattern) implements Compilation {
            @Override
            public <T> T fold(Function<LinearPattern, T> compiled, Function<String, T> refused) {
                return compiled.apply(pattern);
            }
        }

        /** It cannot; {@code detail} continues a sentence about the field. */
        record Refused(String detail) implements Compilation {
            @Override
            public <T> T fold(Function<LinearPattern, T> compiled, Function<String, T> refused) {
                return refused.apply(detail);
            }
        }
    }

    /** Compiles; the text's repetitions are counted first, because compiling writes each of them out. */
    static Compilation compile(String text) {
        if (text.length() > MAX_LENGTH) {
            return new Compilation.Refused("is a pattern longer than " + MAX_LENGTH + " characters");
        }
        if (RepetitionCount.of(text) > MAX_PROGRAM) {
            return tooLarge();
        }
        try {
            Pattern pattern = Pattern.compile(text);
            return pattern.programSize() > 2 * MAX_PROGRAM
                    ? tooLarge()
                    : new Compilation.Compiled(new LinearPattern(pattern));
        } catch (PatternSyntaxException e) {
            return new Compilation.Refused("is no pattern in RE2 syntax: " + e.getDescription()
                    + Optional.ofNullable(e.getPattern())
                            .filter(part -> !part.isEmpty())
                            .map(part -> " in " + part)
                            .orElse(""));
        }
    }

    private static Compilation tooLarge() {
        return new Compilation.Refused("is a pattern whose repetitions come to more than " + MAX_PROGRAM + " steps");
    }

    /** Whether the pattern matches anywhere in the text. */
    boolean find(CharSequence text) {
        return text.length() <= MAX_TEXT && pattern.matcher(text).find();
    }
}
