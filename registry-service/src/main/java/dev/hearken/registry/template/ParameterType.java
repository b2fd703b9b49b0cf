package dev.hearken.registry.template;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearken.egress.UrlPolicy;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a parameter's value may be. */
enum ParameterType {
    /** A text, which may hold references. */
    STRING,
    /** An absolute URL, or one reference to a secret or variable that holds it. */
    URL,
    /** The beginning of URLs; a slash at its end does not matter. */
    BASE_URL,
    /** The name of a stored secret. */
    SECRET,
    /** One of the parameter's {@code values}. */
    ENUM,
    /** A list of texts. */
    STRINGS;

    private static final int MAX_LENGTH = 2_048;
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,127}");
    private static final Pattern REFERENCE =
            Pattern.compile("\\$\\{\\{\\s*(secrets|variables)\\.[A-Za-z_][A-Za-z0-9_-]*\\s*}}");
    private static final Pattern TEMPLATE = Pattern.compile("https?://.*\\$\\{\\{.*", Pattern.DOTALL);

    /** The type with this literal form, such as {@code base-url}. */
    static ParameterType of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** What is wrong with a value, a sentence without the parameter's name. */
    Optional<String> fault(JsonNode value, JsonNode choices) {
        if (this == STRINGS) {
            return stringsFault(value);
        }
        if (!value.isTextual() || value.textValue().isBlank()) {
            return Optional.of("must be a string that is not blank");
        }
        String text = value.textValue();
        if (text.length() > MAX_LENGTH) {
            return Optional.of("is longer than " + MAX_LENGTH + " characters");
        }
        return switch (this) {
            case URL, BASE_URL -> urlFault(text);
            case SECRET ->
                NAME.matcher(text).matches() ? Optional.empty() : Optional.of("must be the name of a stored secret");
            case ENUM -> choiceFault(text, choices);
            case STRING, STRINGS -> Optional.empty();
        };
    }

    private static Optional<String> stringsFault(JsonNode value) {
        for (JsonNode entry : value) {
            if (!entry.isTextual() || entry.textValue().isEmpty()) {
                return Optional.of("must be a list of strings that are not empty");
            }
        }
        return value.isArray() ? Optional.empty() : Optional.of("must be a list of strings that are not empty");
    }

    private static Optional<String> urlFault(String text) {
        return REFERENCE.matcher(text).matches() || TEMPLATE.matcher(text).matches()
                ? Optional.empty()
                : UrlPolicy.judge(text).fold(url -> Optional.empty(), Optional::of);
    }

    private static Optional<String> choiceFault(String text, JsonNode choices) {
        for (JsonNode choice : choices) {
            if (choice.asText().equals(text)) {
                return Optional.empty();
            }
        }
        return Optional.of("must be one of " + choices);
    }
}
