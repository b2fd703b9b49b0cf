package dev.hearken.local.stack.receiver;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A callback as a block of lines.
 *
 * <pre>
 *   02:14:27.123  POST /callbacks
 *     webhook-id          msg_2f1c
 *     x-hearken-attempt   1
 *     {
 *       "type" : "execution.failed"
 *     }
 * </pre>
 */
final class CallbackText {
    private static final int MAX_LINES = 60;
    private static final int MAX_LINE_LENGTH = 500;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    private static final ObjectWriter PRETTY = JSON.writer(new DefaultPrettyPrinter()
            .withObjectIndenter(new DefaultIndenter("  ", "\n"))
            .withArrayIndenter(new DefaultIndenter("  ", "\n")));

    private CallbackText() {}

    /** The block, without a line end at its end. */
    static String of(Callback callback) {
        return "%s  %s %s%n%s%s"
                .formatted(
                        TIME.format(callback.at().atZone(ZoneId.systemDefault())),
                        PrintableText.of(callback.method()),
                        PrintableText.of(callback.path()),
                        headers(callback.headers()),
                        body(callback.body()));
    }

    private static String headers(Map<String, String> headers) {
        return headers.entrySet().stream()
                .filter(h -> h.getKey().startsWith("webhook-") || h.getKey().startsWith("x-h"))
                .sorted(Map.Entry.comparingByKey())
                .map(h -> "  %-20s %s%n".formatted(PrintableText.of(h.getKey()), PrintableText.of(h.getValue())))
                .collect(Collectors.joining());
    }

    private static String body(byte[] body) {
        if (body.length == 0) {
            return "  (no body)";
        }
        String text = pretty(body);
        long lines = text.lines().count();
        String shown = text.lines()
                .limit(MAX_LINES)
                .map(line -> "  " + shortened(PrintableText.of(line)))
                .collect(Collectors.joining("\n"));
        return lines > MAX_LINES ? shown + "\n  (" + (lines - MAX_LINES) + " more lines)" : shown;
    }

    private static String pretty(byte[] body) {
        try {
            JsonNode json = JSON.readTree(body);
            return json.isMissingNode() ? text(body) : PRETTY.writeValueAsString(json);
        } catch (IOException e) {
            // Not JSON; then as it is.
            return text(body);
        }
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }

    private static String shortened(String line) {
        return line.length() <= MAX_LINE_LENGTH ? line : line.substring(0, MAX_LINE_LENGTH) + " ...";
    }
}
