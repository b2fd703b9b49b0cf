package dev.hearken.language.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The filters by their names. */
final class Filters {
    static final ZoneId UTC = ZoneId.of("UTC");

    private static final String NO_ARGUMENT = "no argument";
    private static final String LENGTH = "a number from 0 to " + CutFilter.MAX_LENGTH;

    /** What each takes. */
    private static final Map<String, String> ARGUMENTS = new TreeMap<>(Map.of(
            "duration", NO_ARGUMENT,
            "json", NO_ARGUMENT,
            "upper", NO_ARGUMENT,
            "lower", NO_ARGUMENT,
            "base64", NO_ARGUMENT,
            "urlencode", NO_ARGUMENT,
            "default", "a text in quotes or an integer",
            "truncate", LENGTH,
            "tail", LENGTH,
            "date", "a pattern of Java's DateTimeFormatter in quotes, and a zone such as 'Europe/Berlin' or none"));

    private Filters() {}

    static boolean isKnown(String name) {
        return ARGUMENTS.containsKey(name);
    }

    static String known() {
        return String.join(", ", ARGUMENTS.keySet());
    }

    /** What a known filter takes. */
    static String arguments(String name) {
        return ARGUMENTS.getOrDefault(name, NO_ARGUMENT);
    }

    /** {@code null} if the filter is unknown or does not take these arguments. */
    static @Nullable Filter of(String name, List<JsonNode> arguments) {
        return switch (name) {
            case "duration" -> plain(PlainFilter.DURATION, arguments);
            case "json" -> plain(PlainFilter.JSON, arguments);
            case "upper" -> plain(PlainFilter.UPPER, arguments);
            case "lower" -> plain(PlainFilter.LOWER, arguments);
            case "base64" -> plain(PlainFilter.BASE64, arguments);
            case "urlencode" -> plain(PlainFilter.URLENCODE, arguments);
            case "default" -> arguments.size() == 1 ? new DefaultFilter(arguments.get(0)) : null;
            case "truncate" -> cut(CutFilter.End.TRUNCATE, arguments);
            case "tail" -> cut(CutFilter.End.TAIL, arguments);
            case "date" -> date(arguments);
            default -> null;
        };
    }

    private static @Nullable Filter plain(PlainFilter filter, List<JsonNode> arguments) {
        return arguments.isEmpty() ? filter : null;
    }

    private static @Nullable Filter cut(CutFilter.End end, List<JsonNode> arguments) {
        if (arguments.size() != 1 || !arguments.get(0).isInt()) {
            return null;
        }
        int length = arguments.get(0).intValue();
        return length >= 0 && length <= CutFilter.MAX_LENGTH ? new CutFilter(end, length) : null;
    }

    private static @Nullable Filter date(List<JsonNode> arguments) {
        boolean fits = !arguments.isEmpty()
                && arguments.size() <= 2
                && arguments.stream().allMatch(JsonNode::isTextual);
        return fits
                ? DateFilter.of(
                        arguments.get(0).textValue(),
                        arguments.size() == 2 ? arguments.get(1).textValue() : UTC.getId())
                : null;
    }
}
