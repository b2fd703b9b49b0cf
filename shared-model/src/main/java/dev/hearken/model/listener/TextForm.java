package dev.hearken.model.listener;

import dev.hearken.model.WellFormedText;
import java.util.Optional;

/** What a text in a listener may look like. */
final class TextForm {
    private static final int MAX_RULE_VALUE = 1_000;

    private TextForm() {}

    /** What is wrong with a text that a rule compares with. */
    static Optional<String> ruleValueFault(String text) {
        return fault(text, MAX_RULE_VALUE, true);
    }

    /**
     * What is wrong with a text: too long, not well-formed, with control characters.
     *
     * @param lines whether it may have several lines
     */
    static Optional<String> fault(String text, int maxLength, boolean lines) {
        if (text.length() > maxLength) {
            return Optional.of("is longer than " + maxLength + " characters");
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean lineBreak = c == '\n' || c == '\r';
            if (lineBreak && !lines) {
                return Optional.of("holds a line break");
            }
            if (Character.isISOControl(c) && c != '\t' && !lineBreak) {
                return Optional.of("holds a control character");
            }
        }
        return WellFormedText.is(text) ? Optional.empty() : Optional.of("holds half of a surrogate pair");
    }
}
