package dev.hearken.model.listener;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.language.QuietTimes;
import dev.hearken.model.listener.QuietWindow.Then;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Quiet windows as JSON. */
final class QuietWindowJson {
    private static final int MAX_WINDOWS = 20;
    private static final int MAX_DAYS = 7;
    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final int MINUTES_OF_HOUR = 60;
    private static final int MINUTES_OF_DAY = 24 * MINUTES_OF_HOUR;

    private QuietWindowJson() {}

    static List<QuietWindow> read(JsonFields listener, List<JsonFields> objects) {
        List<QuietWindow> windows = new ArrayList<>();
        for (JsonFields fields : listener.objects("quietWindows", MAX_WINDOWS)) {
            objects.add(fields);
            window(fields).ifPresent(windows::add);
        }
        if (QuietTimes.of(windows).holdForEver()) {
            listener.error("quietWindows", "leave no moment at which a held delivery could go out");
        }
        return List.copyOf(windows);
    }

    private static Optional<QuietWindow> window(JsonFields fields) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        fields.texts("days", MAX_DAYS, 20, QuietWindowJson::dayFault)
                .forEach(text -> day(text).ifPresent(days::add));
        OptionalInt from = minute(fields, "from", MINUTES_OF_DAY - 1);
        OptionalInt to = minute(fields, "to", MINUTES_OF_DAY);
        ZoneText zone = ZoneText.read(fields);
        Optional<Then> then = then(fields);
        if (from.isEmpty() || to.isEmpty() || zone.isFaulty() || then.isEmpty()) {
            return Optional.empty();
        }
        if (from.getAsInt() == to.getAsInt()) {
            fields.error("to", "must differ from \"from\"; a whole day is \"00:00\" to \"24:00\"");
            return Optional.empty();
        }
        ZoneId id = zone.id() == null ? UTC : zone.id();
        return Optional.of(new QuietWindow(days, from.getAsInt(), to.getAsInt(), id, then.get()));
    }

    private static Optional<DayOfWeek> day(String text) {
        String name = text.toUpperCase(Locale.ROOT);
        return Arrays.stream(DayOfWeek.values())
                .filter(day -> day.name().equals(name)
                        || (name.length() == 3 && day.name().startsWith(name)))
                .findFirst();
    }

    private static Optional<String> dayFault(String text) {
        return day(text).isPresent() ? Optional.empty() : Optional.of("must be a weekday, such as MONDAY");
    }

    private static OptionalInt minute(JsonFields fields, String field, int max) {
        Optional<String> text = fields.requiredText(field, 10);
        OptionalInt minute = text.isPresent() ? minute(text.get()) : OptionalInt.empty();
        if (text.isPresent() && (minute.isEmpty() || minute.getAsInt() > max)) {
            fields.error(field, "must be a time of day, HH:MM, from 00:00 to " + time(max));
            return OptionalInt.empty();
        }
        return minute;
    }

    private static OptionalInt minute(String text) {
        boolean wellFormed = text.length() == 5
                && text.charAt(2) == ':'
                && text.chars().filter(c -> c >= '0' && c <= '9').count() == 4;
        if (!wellFormed) {
            return OptionalInt.empty();
        }
        int minutes = Integer.parseInt(text.substring(3));
        return minutes >= MINUTES_OF_HOUR
                ? OptionalInt.empty()
                : OptionalInt.of(Integer.parseInt(text.substring(0, 2)) * MINUTES_OF_HOUR + minutes);
    }

    private static String time(int minute) {
        return "%02d:%02d".formatted(minute / MINUTES_OF_HOUR, minute % MINUTES_OF_HOUR);
    }

    private static Optional<Then> then(JsonFields fields) {
        Optional<String> text = fields.requiredText("then", 20);
        Optional<Then> then = text.flatMap(name -> Arrays.stream(Then.values())
                .filter(known -> known.name().equals(name))
                .findFirst());
        if (text.isPresent() && then.isEmpty()) {
            fields.error("then", "must be \"DROP\" or \"HOLD\"");
        }
        return then;
    }

    static void write(List<QuietWindow> windows, ArrayNode json) {
        for (QuietWindow window : windows) {
            ObjectNode object = json.addObject();
            ArrayNode days = object.putArray("days");
            Arrays.stream(DayOfWeek.values()).filter(window.days()::contains).forEach(day -> days.add(day.name()));
            object.put("from", time(window.from()));
            object.put("to", time(window.to()));
            object.put("zone", window.zone().getId());
            object.put("then", window.then().name());
        }
    }
}
