package dev.hearken.model.listener;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The field {@code zone}: a region such as {@code America/Sao_Paulo}, an offset such as {@code -03:00}, or absent.
 *
 * @param id null if absent or faulty
 */
record ZoneText(@Nullable ZoneId id, boolean isFaulty) {
    private static final int MAX = 64;

    static ZoneText read(JsonFields fields) {
        boolean given = fields.has("zone");
        Optional<String> text = fields.text("zone", MAX);
        if (text.isEmpty()) {
            return new ZoneText(null, given);
        }
        try {
            return new ZoneText(ZoneId.of(text.get()), false);
        } catch (DateTimeException e) {
            fields.error("zone", "is no time zone: it must be a region such as America/Sao_Paulo or an offset");
            return new ZoneText(null, true);
        }
    }
}
