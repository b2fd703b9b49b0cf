package dev.hearken.registry.ingest;

import dev.hearken.registry.problem.ProblemException;
import dev.hearken.registry.problem.ProblemType;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * From the HTTP binding of CloudEvents 1.0 to the Kafka binding: binary mode stays binary, structured mode and the
 * entries of a batch become structured records, with their bytes as they came.
 */
final class HttpCloudEvents {
    private static final String STRUCTURED = "application/cloudevents+json";
    private static final String BATCH = "application/cloudevents-batch+json";
    private static final String CONTENT_TYPE = "content-type";
    private static final String PREFIX = "ce-";
    private static final Pattern ATTRIBUTE = Pattern.compile("[a-z0-9]+");
    private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]{2}");

    private HttpCloudEvents() {}

    /** The events of one request, and whether they came as a batch. */
    record Message(List<InboundRecord> records, boolean batch) {}

    /**
     * The events of a request.
     *
     * @param headers all of the request's, names in lower case
     * @throws ProblemException {@link ProblemType#UNSUPPORTED_MEDIA_TYPE}, {@link ProblemType#BODY_TOO_LARGE} for a
     *     batch of too many events, {@link ProblemType#INVALID_EVENT} for a broken batch or attribute
     */
    static Message read(Map<String, List<String>> headers, byte[] body) {
        JsonMediaType type = JsonMediaType.of(headers.getOrDefault(CONTENT_TYPE, List.of()));
        if (type.is(STRUCTURED)) {
            return new Message(List.of(structured(body)), false);
        }
        if (type.is(BATCH)) {
            return new Message(
                    BatchEntries.of(body).stream()
                            .map(HttpCloudEvents::structured)
                            .toList(),
                    true);
        }
        Map<String, String> attributes = attributes(headers);
        attributes.put(CONTENT_TYPE, type.text());
        return new Message(List.of(new InboundRecord(attributes, body)), false);
    }

    private static InboundRecord structured(byte[] event) {
        return new InboundRecord(Map.of(CONTENT_TYPE, STRUCTURED), event);
    }

    private static Map<String, String> attributes(Map<String, List<String>> headers) {
        Map<String, String> attributes = new HashMap<>();
        headers.forEach((header, values) -> {
            String name = header.toLowerCase(Locale.ROOT);
            if (name.startsWith(PREFIX)) {
                String attribute = name.substring(PREFIX.length());
                if (!ATTRIBUTE.matcher(attribute).matches() || values.size() != 1) {
                    throw invalid("the header " + name + " must stand once and be named of letters and digits");
                }
                attributes.put("ce_" + attribute, decoded(name, values.get(0)));
            }
        });
        if (!attributes.containsKey("ce_specversion")) {
            throw invalid("specversion must be there: send the header ce-specversion, or Content-Type: " + STRUCTURED);
        }
        return attributes;
    }

    /** HTTP binding §3.1.3.2: a quoted string, then percent-encoded UTF-8. */
    private static String decoded(String header, String value) {
        String text = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")
                ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1")
                : value;
        byte[] source = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(source.length);
        for (int i = 0; i < source.length; i++) {
            if (source[i] != '%') {
                bytes.put(source[i]);
                continue;
            }
            String hex = new String(source, i + 1, Math.min(2, source.length - i - 1), StandardCharsets.UTF_8);
            if (!HEX.matcher(hex).matches()) {
                throw invalid("the header " + header + " holds a percent sign that is not encoded");
            }
            bytes.put((byte) Integer.parseInt(hex, 16));
            i += 2;
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            throw invalid("the header " + header + " is no UTF-8");
        }
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(ProblemType.INVALID_EVENT, detail);
    }
}
