package dev.hearken.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The JSON of events: an object in UTF-8 (a byte order mark is skipped), at most {@value #MAX_DEPTH} levels deep, a
 * number at most 1,000 characters long, nothing after it. Of several members with one name the last counts. Numbers
 * keep their text, 0.10 and 1E400 included, an integer {@code -0} aside.
 */
public final class EventJson {
    private static final int MAX_DEPTH = 200;
    private static final int MAX_NUMBER = 1_000;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();

    static {
        JSON.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxNumberLength(MAX_NUMBER)
                        .build());
    }

    private EventJson() {}

    /** The object, empty if the bytes are none. */
    public static Optional<ObjectNode> object(byte[] json) {
        try (JsonParser parser = parser(json)) {
            return JSON.readTree(parser) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (IOException | NumberFormatException e) {
            // Jackson throws the latter for an exponent that no BigDecimal has room for.
            return Optional.empty();
        }
    }

    /** Decodes first, because Jackson lets overlong forms and encoded surrogates pass, and guesses other encodings. */
    private static JsonParser parser(byte[] json) throws IOException {
        if (isPlain(json)) {
            return new NumbersAsWritten(JSON.getFactory().createParser(json));
        }
        CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json));
        if (text.length() > 0 && text.charAt(0) == BYTE_ORDER_MARK) {
            text.get();
        }
        int start = text.arrayOffset() + text.position();
        return new NumbersAsWritten(JSON.getFactory().createParser(text.array(), start, text.remaining()));
    }

    /**
     * ASCII without a NUL, which would make Jackson guess at UTF-16, and without escapes, of which its faster parser
     * takes fewer in names. Most events are so.
     */
    private static boolean isPlain(byte[] text) {
        boolean plain = true;
        for (byte octet : text) {
            plain &= octet > 0 && octet != '\\';
        }
        return plain;
    }

    /** Writes a tree in UTF-8, without a break; the same tree always gives the same bytes. */
    public static byte[] bytes(JsonNode tree) {
        try {
            // Half of a surrogate pair, as an engine sends that cuts a text between two, stays an escape.
            return JSON.writeValueAsBytes(tree);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a tree can always be written", e);
        }
    }
}
