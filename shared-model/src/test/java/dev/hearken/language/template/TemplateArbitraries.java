package dev.hearken.language.template;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Valid templates. */
final class TemplateArbitraries {
    private static final List<String> TEXTS =
            List.of("a", " ", "$.", "{", "}", "}}", "\\", "'", "\"", "é", "😀", "\n", "$${{", "|", "<&>", "%");
    private static final List<String> PATHS = List.of(
            "event.id",
            "execution.durationMs",
            "tasks[1].name",
            "metadata['rows read']",
            "metadata.none",
            "metadata.quote",
            "metadata.object",
            "metadata.half",
            "variables.host",
            "listener.labels.team",
            "delivery.attempt",
            "raw",
            "erathos.ROWS",
            "metadata['it\\'s \\\\ ']",
            "execution.error",
            "event",
            "metadata.big");
    private static final List<String> FILTERS = List.of(
            "duration",
            "json",
            "upper",
            "lower",
            "base64",
            "urlencode",
            "default('}}')",
            "default(0)",
            "default(\"'\\\\\")",
            "truncate(3)",
            "tail( 0 )",
            "date('yyyy-MM-dd\\'T\\'HH')",
            "date('EEE', 'America/Sao_Paulo')");

    private TemplateArbitraries() {}

    /** Texts with and without references. */
    static Arbitrary<String> templates() {
        return joined(Arbitraries.oneOf(Arbitraries.of(TEXTS), references()), 1, 6);
    }

    /** A reference with up to two filters. */
    static Arbitrary<String> references() {
        Arbitrary<String> space = Arbitraries.of("", " ", "\t\n ");
        Arbitrary<String> filter = Combinators.combine(space, space, Arbitraries.of(FILTERS))
                .as((before, after, name) -> before + "|" + after + name);
        return Combinators.combine(space, Arbitraries.of(PATHS), joined(filter, 0, 2), space)
                .as((before, path, filters, after) -> "${{" + before + path + filters + after + "}}");
    }

    /** Some of these, one after the other. */
    static Arbitrary<String> joined(Arbitrary<String> pieces, int min, int max) {
        return pieces.list().ofMinSize(min).ofMaxSize(max).map(list -> String.join("", list));
    }
}
