package dev.hearken.language;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.CelValue;
import dev.cel.common.values.NullValue;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object as a CEL map. It is a {@link CelValue} so that the runtime takes it as it is: of any other map it walks
 * all entries, each time an expression names it.
 *
 * <p>An optional field that the object lacks is not in the map, so {@code has()} is false, but selecting it gives null.
 *
 * <p>Immutable as its superclass demands, because an event's data must not be changed.
 */
@SuppressWarnings("Immutable")
final class CelMap extends CelValue implements Map<String, Object> {
    private static final CelType TYPE = MapType.create(SimpleType.DYN, SimpleType.DYN);

    private final JsonNode object;
    private final Set<String> optional;
    private final BiFunction<String, JsonNode, Object> values;

    CelMap(JsonNode object, Set<String> optional, BiFunction<String, JsonNode, Object> values) {
        this.object = object;
        this.optional = optional;
        this.values = values;
    }

    @Override
    public Object value() {
        return this;
    }

    @Override
    public boolean isZeroValue() {
        return isEmpty();
    }

    @Override
    public CelType celType() {
        return TYPE;
    }

    @Override
    public @Nullable Object get(@Nullable Object key) {
        if (!(key instanceof String name)) {
            return null;
        }
        JsonNode member = object.get(name);
        if (member == null) {
            return optional.contains(name) ? NullValue.NULL_VALUE : null;
        }
        return values.apply(name, member);
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return key instanceof String name && object.has(name);
    }

    @Override
    public int size() {
        return object.size();
    }

    @Override
    public boolean isEmpty() {
        return object.isEmpty();
    }

    @Override
    public boolean containsValue(@Nullable Object value) {
        return values().contains(value);
    }

    @Override
    public Set<String> keySet() {
        return object.properties().stream().map(Entry::getKey).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Collection<Object> values() {
        return entrySet().stream().map(Entry::getValue).toList();
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Entry<String, Object>> iterator() {
                return object.properties().stream()
                        .<Entry<String, Object>>map(field -> new AbstractMap.SimpleImmutableEntry<>(
                                field.getKey(), values.apply(field.getKey(), field.getValue())))
                        .iterator();
            }

            @Override
            public int size() {
                return object.size();
            }
        };
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Map<?, ?> map && map.entrySet().equals(entrySet());
    }

    @Override
    public int hashCode() {
        return entrySet().hashCode();
    }

    @Override
    public @Nullable Object put(String key, Object value) {
        throw new UnsupportedOperationException("a view");
    }

    @Override
    public @Nullable Object remove(@Nullable Object key) {
        throw new UnsupportedOperationException("a view");
    }

    @Override
    public void putAll(Map<? extends String, ?> entries) {
        throw new UnsupportedOperationException("a view");
    }

    @Override
    public void clear() {
        throw new UnsupportedOperationException("a view");
    }
}
