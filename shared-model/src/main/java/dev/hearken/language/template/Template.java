package dev.hearken.language.template;

import dev.hearken.language.VariablePath;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A text with references.
 *
 * <pre>
 *   template  = { text | "$${{" | reference }          "$${{" writes "${{"
 *   reference = "${{" path { "|" filter } "}}"         white space is free between all of these
 *   filter    = name [ "(" literal { "," literal } ")" ]
 *   literal   = "'" text "'" | '"' text '"' | integer  a backslash makes the next character literal
 *   path      = see {@link dev.hearken.language.VariablePath}
 * </pre>
 *
 * <p>Roots of a path: {@code event workflow execution task tasks metadata raw erathos} (the event), {@code variables}
 * and {@code secrets} (followed by exactly one name), {@code listener} and {@code delivery}.
 */
public final class Template {
    /** Most characters of a template that holds a reference. */
    public static final int MAX_LENGTH = 64 * 1024;

    private static final String REFERENCE_START = "${{";

    /** The whole text, which then has no parts of its own; most urls are such, and there are as many as listeners. */
    private final @Nullable String literal;

    private final List<Part> parts;
    private final References references;

    private Template(@Nullable String literal, List<Part> parts) {
        this.literal = literal;
        this.parts = List.copyOf(parts);
        this.references = literal == null
                ? new References(names(parts, Reference::isVariable), names(parts, Reference::isSecret))
                : References.NONE;
    }

    private static Template of(List<Part> parts) {
        boolean literal = parts.stream().allMatch(part -> part.fold(text -> true, reference -> false));
        return literal
                ? new Template(
                        parts.stream().map(part -> part.text(reference -> "")).collect(Collectors.joining()), List.of())
                : new Template(null, parts);
    }

    /** A template, or what is wrong with its text. */
    public sealed interface Parse {
        /** Case analysis. */
        <T> T fold(Function<Template, T> parsed, Function<Malformed, T> malformed);
    }

    /** The text is a template. */
    public record Parsed(Template template) implements Parse {
        @Override
        public <T> T fold(Function<Template, T> parsed, Function<Malformed, T> malformed) {
            return parsed.apply(template);
        }
    }

    /**
     * The text is no template.
     *
     * @param position of the fault, in characters from 0
     * @param detail one sentence with the position in it
     */
    public record Malformed(int position, String detail) implements Parse {
        @Override
        public <T> T fold(Function<Template, T> parsed, Function<Malformed, T> malformed) {
            return malformed.apply(this);
        }
    }

    /** Reads a template. A text without references may have any length. */
    public static Parse parse(String text) {
        if (!text.contains(REFERENCE_START)) {
            return new Parsed(new Template(text, List.of()));
        }
        if (text.length() > MAX_LENGTH) {
            return new Malformed(MAX_LENGTH, "a template has at most " + MAX_LENGTH + " characters");
        }
        TemplateParser parser = new TemplateParser(text);
        @Nullable List<Part> parts = parser.parts();
        return parts == null ? parser.fault() : new Parsed(of(parts));
    }

    /**
     * A template that is known to be one.
     *
     * @throws IllegalArgumentException if the text is none
     */
    static Template of(String text) {
        return parse(text).fold(Function.identity(), malformed -> {
            throw new IllegalArgumentException(malformed.detail());
        });
    }

    List<Part> parts() {
        String text = literal;
        return text == null ? parts : text.isEmpty() ? List.of() : List.of(new Part.Text(text));
    }

    /** Whether it holds no reference. */
    public boolean isLiteral() {
        return literal != null;
    }

    /** How many references it holds. */
    public int referenceCount() {
        return isLiteral()
                ? 0
                : parts.stream()
                        .mapToInt(part -> part.fold(text -> 0, reference -> 1))
                        .sum();
    }

    /** The variables and secrets that it uses. */
    public References references() {
        return references;
    }

    /** The paths of its references, each once. */
    List<String> paths() {
        return parts.stream()
                .flatMap(part -> part.fold(text -> Optional.<Reference>empty(), Optional::of).stream())
                .map(reference -> reference.path().toString())
                .distinct()
                .toList();
    }

    private static Set<String> names(List<Part> parts, Predicate<Reference> kind) {
        return parts.stream()
                .flatMap(part -> part.fold(text -> Optional.<Reference>empty(), Optional::of).stream())
                .filter(kind)
                .map(Reference::name)
                .collect(Collectors.toSet());
    }

    /** Whether it reads anything of the event, that is, more than variables, secrets, listener and delivery. */
    public boolean usesEvent() {
        return !isLiteral() && parts.stream().anyMatch(part -> part.fold(text -> false, Reference::usesEvent));
    }

    /** The reference that the whole template is; empty if it is anything else. */
    Optional<Reference> onlyReference() {
        return parts.size() == 1 ? parts.get(0).fold(text -> Optional.empty(), Optional::of) : Optional.empty();
    }

    /**
     * Whether the whole template is a single reference to a secret or variable: the only form in which credentials may
     * stand in a definition.
     */
    public boolean isCredential() {
        return onlyReference()
                .filter(reference -> reference.isSecret() || reference.isVariable())
                .isPresent();
    }

    /** The name of the secret that the whole template is, without filters; empty if it is anything else. */
    public Optional<String> onlySecret() {
        return onlyReference()
                .filter(reference -> reference.isSecret() && reference.filters().isEmpty())
                .map(Reference::name);
    }

    /** The template that is this secret. */
    public static String ofSecret(String name) {
        return new Reference(new VariablePath(List.of(Reference.SECRETS, name)), List.of()).toString();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Template template && parts().equals(template.parts());
    }

    @Override
    public int hashCode() {
        return parts().hashCode();
    }

    /** The normal form, from which {@link #parse} reads an equal template. */
    @Override
    public String toString() {
        return parts().stream().map(Part::toString).collect(Collectors.joining());
    }
}
