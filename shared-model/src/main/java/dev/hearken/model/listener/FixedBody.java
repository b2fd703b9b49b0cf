package dev.hearken.model.listener;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearken.model.WellFormedText;
import java.util.Map;
import java.util.Optional;

/** Which JSON a callback may carry as its fixed body: what every database stores and every receiver reads alike. */
final class FixedBody {
    private static final int MAX_DEPTH = 32;
    private static final int MAX_NUMBER = 64;

    private FixedBody() {}

    /** The first value that cannot be carried, with its pointer; {@code pointer} is the one of the body. */
    static Optional<FieldError> fault(JsonNode body, String pointer) {
        return fault(body, pointer, 1);
    }

    private static Optional<FieldError> fault(JsonNode value, String pointer, int depth) {
        if (value.isContainerNode() && depth > MAX_DEPTH) {
            return Optional.of(new FieldError(pointer, "is nested more than " + MAX_DEPTH + " levels deep"));
        }
        if (value.isNumber() && value.asText().length() > MAX_NUMBER) {
            return Optional.of(new FieldError(pointer, "is a number of more than " + MAX_NUMBER + " characters"));
        }
        if (value.isTextual()) {
            return textFault(value.textValue()).map(fault -> new FieldError(pointer, fault));
        }
        return value.isArray() ? entryFault(value, pointer, depth) : memberFault(value, pointer, depth);
    }

    private static Optional<FieldError> entryFault(JsonNode array, String pointer, int depth) {
        for (int i = 0; i < array.size(); i++) {
            Optional<FieldError> fault = fault(array.get(i), pointer + "/" + i, depth + 1);
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    private static Optional<FieldError> memberFault(JsonNode object, String pointer, int depth) {
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            Optional<FieldError> fault = textFault(member.getKey())
                    .map(text -> new FieldError(pointer, "has a name that " + text))
                    .or(() -> fault(member.getValue(), pointer + "/" + JsonFields.escape(member.getKey()), depth + 1));
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> textFault(String text) {
        if (text.indexOf(0) >= 0) {
            return Optional.of("holds the character NUL");
        }
        return WellFormedText.is(text) ? Optional.empty() : Optional.of("holds half of a surrogate pair");
    }
}
