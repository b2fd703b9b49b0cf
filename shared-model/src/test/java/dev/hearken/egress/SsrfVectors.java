package dev.hearken.egress;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.params.provider.Arguments;

import static org.junit.jupiter.params.provider.Arguments.arguments;

/** The rows of {@code ssrf-vectors.tsv} as vector, verdict and row number. */
final class SsrfVectors {
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u([0-9a-f]{4})|\\\\)");

    private SsrfVectors() {}

    static List<Arguments> all() {
        return text().lines()
                .filter(line -> !line.startsWith("#"))
                .skip(1)
                .map(line -> line.split("\t", -1))
                .map(column -> arguments(unescape(column[0]), column[1], column[2]))
                .toList();
    }

    private static String text() {
        try (InputStream file = SsrfVectors.class.getResourceAsStream("/ssrf-vectors.tsv")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String unescape(String text) {
        return ESCAPE.matcher(text)
                .replaceAll(escape -> escape.group(1) == null
                        ? "\\\\"
                        : java.util.regex.Matcher.quoteReplacement(
                                Character.toString(Integer.parseInt(escape.group(1), 16))));
    }
}
