package dev.hearken.language;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.AbstractList;
import java.util.RandomAccess;
import java.util.function.Function;

/** A JSON list as a CEL list. Each entry that the runtime takes out of it costs a step. */
final class CelList extends AbstractList<Object> implements RandomAccess {
    private final JsonNode list;
    private final Function<JsonNode, Object> values;
    private final ConditionCost cost;

    CelList(JsonNode list, Function<JsonNode, Object> values, ConditionCost cost) {
        this.list = list;
        this.values = values;
        this.cost = cost;
    }

    @Override
    public Object get(int index) {
        cost.step();
        return values.apply(list.get(index));
    }

    @Override
    public int size() {
        return list.size();
    }
}
