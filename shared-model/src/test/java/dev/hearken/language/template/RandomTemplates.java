package dev.hearken.language.template;

import java.util.List;
import java.util.Random;

/** Valid templates by chance. */
final class RandomTemplates {
    private static final List<String> TEXTS =
            List.of("a", " ", "$", "{", "}", "}}", "\\", "'", "\"", "é", "😀", "\n", "$${{", "|", "<&>", "%");
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

    private RandomTemplates() {}

    static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i >= 0; i--) {
            text.append(random.nextBoolean() ? reference(random) : TEXTS.get(random.nextInt(TEXTS.size())));
        }
        return text.toString();
    }

    static String reference(Random random) {
        StringBuilder reference = new StringBuilder("${{" + space(random) + PATHS.get(random.nextInt(PATHS.size())));
        for (int i = random.nextInt(3); i > 0; i--) {
            reference.append(space(random)).append('|').append(space(random));
            reference.append(FILTERS.get(random.nextInt(FILTERS.size())));
        }
        return reference.append(space(random)).append("}}").toString();
    }

    private static String space(Random random) {
        return List.of("", " ", "\t\n ").get(random.nextInt(3));
    }
}
