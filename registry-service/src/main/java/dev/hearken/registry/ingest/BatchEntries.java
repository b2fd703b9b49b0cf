package dev.hearken.registry.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.hearken.registry.problem.ProblemException;
import dev.hearken.registry.problem.ProblemType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Cuts a JSON batch of CloudEvents (JSON event format §4) into the texts of its events, at most {@value #MAX}. */
final class BatchEntries {
    private static final int MAX = 1_000;
    private static final JsonFactory JSON = new JsonFactory();

    private BatchEntries() {}

    /**
     * The bytes of each event, as they came.
     *
     * @throws ProblemException {@link ProblemType#INVALID_EVENT} if the body is no JSON list,
     *     {@link ProblemType#BODY_TOO_LARGE}
     */
    static List<byte[]> of(byte[] body) {
        try {
            return entries(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString());
        } catch (IOException e) {
            throw notAList();
        }
    }

    private static List<byte[]> entries(String text) throws IOException {
        List<byte[]> entries = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(text.toCharArray())) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw notAList();
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (entries.size() == MAX) {
                    throw new ProblemException(
                            ProblemType.BODY_TOO_LARGE, "A batch may have at most " + MAX + " events");
                }
                int start = (int) parser.currentTokenLocation().getCharOffset();
                parser.skipChildren();
                parser.finishToken();
                int end = (int) parser.currentLocation().getCharOffset();
                entries.add(text.substring(start, end).getBytes(StandardCharsets.UTF_8));
            }
            if (parser.nextToken() != null) {
                throw notAList();
            }
        }
        return entries;
    }

    private static ProblemException notAList() {
        return new ProblemException(ProblemType.INVALID_EVENT, "The body must be one JSON list of CloudEvents");
    }
}
