package dev.hearken.language.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A point in time by a pattern of {@link DateTimeFormatter}, with English names. Takes ISO 8601 date and time, with
 * {@code T} or a space between, in UTC where it has no offset, and milliseconds since 1970.
 */
final class DateFilter implements Filter {
    private static final int MAX_PATTERN = 100;
    private static final int MAX_OUTPUT = 5_000;

    private final String pattern;
    private final ZoneId zone;
    private final DateTimeFormatter formatter;

    private DateFilter(String pattern, ZoneId zone, DateTimeFormatter formatter) {
        this.pattern = pattern;
        this.zone = zone;
        this.formatter = formatter;
    }

    /** {@code null} if the pattern or the zone is none. */
    static @Nullable DateFilter of(String pattern, String zone) {
        if (pattern.isEmpty() || pattern.length() > MAX_PATTERN) {
            return null;
        }
        try {
            ZoneId known = ZoneId.of(zone);
            DateTimeFormatter formatter = DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
            boolean formats = formatter.format(Instant.EPOCH.atZone(known)).length() <= MAX_OUTPUT;
            return formats ? new DateFilter(pattern, known, formatter) : null;
        } catch (DateTimeException | IllegalArgumentException e) {
            return null;
        }
    }

    @Override
    public @Nullable JsonNode apply(JsonNode value) {
        try {
            Instant time = instant(value);
            return time == null ? null : TextNode.valueOf(formatter.format(time.atZone(zone)));
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable Instant instant(JsonNode value) {
        if (value.isIntegralNumber()) {
            return value.canConvertToLong() ? Instant.ofEpochMilli(value.longValue()) : null;
        }
        return value.isTextual() && value.textValue().length() <= 64 ? parse(value.textValue()) : null;
    }

    private static Instant parse(String text) {
        String iso =
                text.length() > 10 && text.charAt(10) == ' ' ? text.substring(0, 10) + "T" + text.substring(11) : text;
        TemporalAccessor time =
                DateTimeFormatter.ISO_DATE_TIME.parseBest(iso, OffsetDateTime::from, LocalDateTime::from);
        return time instanceof LocalDateTime local ? local.toInstant(ZoneOffset.UTC) : Instant.from(time);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DateFilter date && pattern.equals(date.pattern) && zone.equals(date.zone);
    }

    @Override
    public int hashCode() {
        return 31 * pattern.hashCode() + zone.hashCode();
    }

    @Override
    public boolean takesText() {
        return false;
    }

    @Override
    public String toString() {
        String arguments = Literal.print(TextNode.valueOf(pattern));
        return zone.equals(Filters.UTC)
                ? "date(" + arguments + ")"
                : "date(" + arguments + ", " + Literal.print(TextNode.valueOf(zone.getId())) + ")";
    }
}
