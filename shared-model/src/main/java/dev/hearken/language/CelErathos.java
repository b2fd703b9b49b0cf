package dev.hearken.language;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearken.model.event.WorkflowEvent;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Erathos' variables as a CEL map whose keys are found in any case. */
final class CelErathos extends AbstractMap<String, Object> {
    private final WorkflowEvent event;
    private final CelValues values;

    CelErathos(WorkflowEvent event, CelValues values) {
        this.event = event;
        this.values = values;
    }

    @Override
    public @Nullable Object get(@Nullable Object key) {
        if (!(key instanceof String name)) {
            return null;
        }
        JsonNode value = ErathosVariable.value(event, name);
        return value.isMissingNode() ? null : values.of(value);
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return get(key) != null;
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        Map<String, Object> known = new LinkedHashMap<>();
        for (ErathosVariable variable : ErathosVariable.values()) {
            Object value = get(variable.name());
            if (value != null) {
                known.put(variable.name(), value);
            }
        }
        return known.entrySet();
    }
}
