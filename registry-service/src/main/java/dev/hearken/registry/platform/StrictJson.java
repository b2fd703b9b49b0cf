package dev.hearken.registry.platform;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hearken.model.listener.FieldError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads JSON (RFC 8259) without mercy: UTF-8 only, no byte order mark, no key twice in an object, nothing after the
 * value, at most {@value #MAX_DEPTH} levels deep, no NUL and no half surrogate pair in any string. Numbers keep every
 * digit.
 */
public final class StrictJson {
    /** Most levels of nesting. */
    public static final int MAX_DEPTH = 32;

    private static final int MAX_NUMBER_LENGTH = 64;

    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(MAX_NUMBER_LENGTH)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private StrictJson() {}

    /** A JSON value, or the place and the reason why the bytes are none. */
    public sealed interface Read {
        /** Case analysis. */
        <T> T fold(Function<JsonNode, T> value, Function<Malformed, T> malformed);

        /** The bytes are one JSON value. */
        record Value(JsonNode json) implements Read {
            @Override
            public <T> T fold(Function<JsonNode, T> value, Function<Malformed, T> malformed) {
                return value.apply(json);
            }
        }

        /**
         * The bytes cannot be used.
         *
         * @param pointer JSON Pointer to the innermost value that could be told; empty for the whole document
         * @param reason one sentence, without anything from the document but its position
         */
        record Malformed(String pointer, String reason) implements Read {
            @Override
            public <T> T fold(Function<JsonNode, T> value, Function<Malformed, T> malformed) {
                return malformed.apply(this);
            }
        }
    }

    /** Reads one value. */
    public static Read read(byte[] bytes) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return new Read.Malformed("", "The body is not valid UTF-8");
        }
        return text.isBlank() ? new Read.Malformed("", "The body is empty") : parse(text);
    }

    private static Read parse(String text) {
        try (JsonParser parser = JSON.createParser(text)) {
            try {
                JsonNode value = JSON.readTree(parser);
                if (parser.nextToken() != null) {
                    return malformed(parser, "something follows the JSON value", parser.currentTokenLocation());
                }
                return forbiddenText(value, "").<Read>map(Function.identity()).orElseGet(() -> new Read.Value(value));
            } catch (JsonProcessingException e) {
                // A broken bound has no place of its own.
                JsonLocation location = Objects.requireNonNullElseGet(e.getLocation(), parser::currentLocation);
                return malformed(parser, reason(e), location);
            } catch (ArithmeticException | NumberFormatException e) {
                // Jackson lets the exponent of a number pass that BigDecimal cannot hold.
                return malformed(parser, "a number is out of range", parser.currentTokenLocation());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory cannot fail", e);
        }
    }

    private static String reason(JsonProcessingException e) {
        String message = e.getOriginalMessage();
        if (message.startsWith("Duplicate field")) {
            return "the same key stands twice in one object";
        }
        if (message.contains("nesting depth")) {
            return "it is nested more than " + MAX_DEPTH + " levels deep";
        }
        if (message.contains("Number value length")) {
            return "a number is longer than " + MAX_NUMBER_LENGTH + " characters";
        }
        return "it is not well-formed JSON";
    }

    private static Read.Malformed malformed(JsonParser parser, String reason, JsonLocation location) {
        String pointer = parser.getParsingContext().pathAsPointer().toString();
        return new Read.Malformed(
                pointer, "At line %d, column %d: %s".formatted(location.getLineNr(), location.getColumnNr(), reason));
    }

    /** What the syntax allows, but neither PostgreSQL nor a receiver can take. */
    private static Optional<Read.Malformed> forbiddenText(JsonNode value, String pointer) {
        if (value.isTextual()) {
            return fault(value.textValue()).map(reason -> new Read.Malformed(pointer, "The string " + reason));
        }
        Iterator<Map.Entry<String, JsonNode>> fields = value.properties().iterator();
        while (fields.hasNext()) {
            Map.Entry<String, JsonNode> field = fields.next();
            Optional<String> key = fault(field.getKey());
            if (key.isPresent()) {
                return Optional.of(new Read.Malformed(pointer, "A key " + key.get()));
            }
            String path = pointer + "/" + FieldError.escape(field.getKey());
            Optional<Read.Malformed> inner = forbiddenText(field.getValue(), path);
            if (inner.isPresent()) {
                return inner;
            }
        }
        for (int i = 0; value.isArray() && i < value.size(); i++) {
            Optional<Read.Malformed> inner = forbiddenText(value.get(i), pointer + "/" + i);
            if (inner.isPresent()) {
                return inner;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> fault(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return Optional.of("holds the character NUL");
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return Optional.of("holds half of a surrogate pair");
            }
        }
        return Optional.empty();
    }
}
