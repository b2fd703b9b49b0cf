package dev.hearken.registry.replay;

import dev.hearken.format.InboundEvents;
import dev.hearken.format.InboundFormat;
import dev.hearken.model.delivery.SourceRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which topics carry one format only. */
record EventFormats(Map<String, InboundFormat> byTopic) {
    /**
     * Reads entries of the form {@code <topic>=<format>}.
     *
     * @throws IllegalArgumentException if an entry has another form, names no format or a topic that was named already
     */
    static EventFormats parse(List<String> entries) {
        Map<String, InboundFormat> byTopic = new HashMap<>();
        for (String entry : entries) {
            String[] parts = entry.split("=", -1);
            Optional<InboundFormat> format = parts.length == 2 ? InboundFormat.of(parts[1].trim()) : Optional.empty();
            if (format.isEmpty() || byTopic.put(parts[0].trim(), format.get()) != null) {
                throw new IllegalArgumentException(
                        "registry.replay.formats: not <topic>=<format> with a format known here, or there twice: "
                                + entry);
            }
        }
        return new EventFormats(Map.copyOf(byTopic));
    }

    /** The record as a dispatcher would pass it on: with the format of its topic, unless it names one itself. */
    SourceRecord named(SourceRecord record) {
        InboundFormat format = byTopic.get(record.topic());
        return format == null || record.headers().containsKey(InboundEvents.FORMAT_HEADER)
                ? record
                : record.withHeader(InboundEvents.FORMAT_HEADER, format.wireName());
    }
}
