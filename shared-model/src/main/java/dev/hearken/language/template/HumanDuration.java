package dev.hearken.language.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Milliseconds as people read them: below one second {@code 450ms}, else the whole seconds, rounded towards zero, as
 * {@code 33s}, {@code 1m 5s}, {@code 2h 0m 3s}; hours go on beyond a day. Zero is {@code 0s}; a negative one has a
 * minus before it.
 */
final class HumanDuration {
    private static final int LONGEST_NUMBER = 20;
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

    private HumanDuration() {}

    /** {@code null} if the value is neither a number nor the text of one, or more than 292 million years. */
    static @Nullable String of(JsonNode value) {
        BigDecimal millis = number(value);
        if (millis == null || millis.scale() < -LONGEST_NUMBER || millis.abs().compareTo(MOST) > 0) {
            return null;
        }
        long whole = millis.longValue();
        return whole < 0 ? "-" + positive(-whole) : positive(whole);
    }

    private static @Nullable BigDecimal number(JsonNode value) {
        if (value.isNumber()) {
            return value.isBigDecimal() || value.isIntegralNumber() || Double.isFinite(value.doubleValue())
                    ? value.decimalValue()
                    : null;
        }
        String text = value.isTextual() ? value.textValue() : "";
        return text.length() <= LONGEST_NUMBER && text.matches("-?[0-9]+(\\.[0-9]+)?") ? new BigDecimal(text) : null;
    }

    private static String positive(long millis) {
        long seconds = millis / 1000;
        if (seconds == 0) {
            return millis == 0 ? "0s" : millis + "ms";
        }
        String text = seconds % 60 + "s";
        if (seconds >= 60) {
            text = seconds / 60 % 60 + "m " + text;
        }
        return seconds >= 3600 ? seconds / 3600 + "h " + text : text;
    }
}
