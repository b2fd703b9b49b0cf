package dev.hearken.language.template;

import dev.hearken.language.template.RenderFailure.Reason;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The value of a header. What comes out is visible ASCII with inner spaces and tabs, at most 16,384 characters; spaces
 * and tabs around it are left out (RFC 9110 §5.5). Anything else, a line break above all, is a failure.
 */
public final class HeaderTemplate {
    private static final int MAX_LENGTH = 16 * 1024;
    private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7E\\t]*+");

    private final Template template;
    private final boolean usesEvent;

    private HeaderTemplate(Template template) {
        this.template = template;
        this.usesEvent = template.usesEvent();
    }

    /** The value of a header by this template. */
    public static HeaderTemplate of(Template template) {
        return new HeaderTemplate(template);
    }

    /** Why no value of its references makes this a header; empty if some may. */
    public static Optional<String> fault(Template template) {
        StringBuilder sample = new StringBuilder();
        template.parts().forEach(part -> sample.append(part.text(reference -> "x")));
        String value = sample.toString();
        return VALUE.matcher(value).matches() && value.equals(strip(value))
                ? Optional.empty()
                : Optional.of("must be visible ASCII with inner spaces or tabs");
    }

    /** Renders the value. */
    public Rendering<String> render(TemplateScope scope, boolean strict) {
        Evaluator evaluator = new Evaluator(scope, strict);
        StringBuilder value = new StringBuilder();
        for (Part part : template.parts()) {
            value.append(part.text(reference -> text(reference, evaluator)));
            if (value.length() > MAX_LENGTH) {
                evaluator.fail(Reason.TOO_LARGE, "the value is longer than " + MAX_LENGTH + " characters");
            }
            if (evaluator.hasFailed()) {
                break;
            }
        }
        return evaluator.result(strip(value.toString()));
    }

    private static String text(Reference reference, Evaluator evaluator) {
        String text = evaluator.text(reference);
        if (text.length() <= MAX_LENGTH && !VALUE.matcher(text).matches()) {
            evaluator.fail(Reason.CHARACTER, reference.path() + " holds a character that must not stand in a header");
        }
        return text;
    }

    private static String strip(String value) {
        int start = 0;
        int end = value.length();
        while (start < end && isSpace(value.charAt(start))) {
            start++;
        }
        while (start < end && isSpace(value.charAt(end - 1))) {
            end--;
        }
        return value.substring(start, end);
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t';
    }

    /** The variables and secrets that it uses. */
    public References references() {
        return template.references();
    }

    /** Whether rendering it reads the event. */
    public boolean usesEvent() {
        return usesEvent;
    }
}
