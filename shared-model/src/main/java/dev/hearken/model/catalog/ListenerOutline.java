package dev.hearken.model.catalog;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.hearken.model.listener.ListenerJson;
import dev.hearken.model.listener.Selector;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What it takes to find a listener by an event. Where {@link CatalogRecord} can read the record, this is what it would
 * say of these three; where it cannot, there may be an outline all the same.
 *
 * @param revision of the listener, at least 1
 * @param enabled whether it hears anything
 * @param selector what it hears
 */
public record ListenerOutline(long revision, boolean enabled, Selector selector) {
    // A part is no document: something follows.
    private static final ObjectReader JSON =
            CatalogRecord.JSON.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** Reads a listener's record no further than it has to; empty if a part is missing or cannot be read. */
    public static Optional<ListenerOutline> read(byte[] value) {
        try (JsonParser parser = JSON.createParser(value)) {
            Reading reading = new Reading(parser);
            reading.record();
            return reading.outline();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** One record on its way. */
    private static final class Reading {
        private final JsonParser parser;
        private long revision;
        private @Nullable Boolean enabled;
        private @Nullable JsonNode selector;

        Reading(JsonParser parser) {
            this.parser = parser;
        }

        Optional<ListenerOutline> outline() {
            Boolean hears = enabled;
            return revision < 1 || hears == null || selector == null
                    ? Optional.empty()
                    : ListenerJson.selector(selector).map(what -> new ListenerOutline(revision, hears, what));
        }

        void record() throws IOException {
            parser.nextToken();
            while (!isWhole() && parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                JsonToken first = parser.nextToken();
                if (field.equals("revision") && first == JsonToken.VALUE_NUMBER_INT) {
                    revision = parser.getLongValue();
                } else if (field.equals("definition")) {
                    definition();
                } else {
                    parser.skipChildren();
                }
            }
        }

        private void definition() throws IOException {
            while (!isWhole() && parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                JsonToken first = parser.nextToken();
                if (field.equals("enabled") && first.isBoolean()) {
                    enabled = parser.getBooleanValue();
                } else if (field.equals("selector")) {
                    selector = JSON.readTree(parser);
                } else {
                    parser.skipChildren();
                }
            }
        }

        private boolean isWhole() {
            return revision > 0 && enabled != null && selector != null;
        }
    }
}
