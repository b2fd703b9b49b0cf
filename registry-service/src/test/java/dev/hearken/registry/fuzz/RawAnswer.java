package dev.hearken.registry.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * An answer, taken apart.
 *
 * @param headers by their names in lower case
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record RawAnswer(int status, Map<String, String> headers, byte[] body) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] BLANK_LINE = {'\r', '\n', '\r', '\n'};

    static RawAnswer parse(byte[] bytes) throws IOException {
        int end = indexOf(bytes, BLANK_LINE, 0);
        if (end < 0) {
            throw new IOException("no answer: " + new String(bytes, StandardCharsets.UTF_8));
        }
        String[] head = new String(bytes, 0, end, StandardCharsets.ISO_8859_1).split("\r\n");
        Map<String, String> headers = new TreeMap<>();
        for (String line : Arrays.copyOfRange(head, 1, head.length)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        byte[] rest = Arrays.copyOfRange(bytes, end + BLANK_LINE.length, bytes.length);
        byte[] body = "chunked".equals(headers.get("transfer-encoding")) ? joined(rest) : rest;
        return new RawAnswer(Integer.parseInt(head[0].split(" ")[1]), headers, body);
    }

    private static byte[] joined(byte[] chunks) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        int at = 0;
        while (true) {
            int line = indexOf(chunks, new byte[] {'\r', '\n'}, at);
            int size = Integer.parseInt(new String(chunks, at, line - at, StandardCharsets.US_ASCII), 16);
            if (size == 0) {
                return joined.toByteArray();
            }
            joined.write(chunks, line + 2, size);
            at = line + 2 + size + 2;
        }
    }

    private static int indexOf(byte[] bytes, byte[] wanted, int from) {
        for (int i = from; i <= bytes.length - wanted.length; i++) {
            if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        return -1;
    }

    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new AssertionError("no JSON: " + this, e);
        }
    }

    @Override
    public String toString() {
        return status + " " + headers + " " + new String(body, StandardCharsets.UTF_8);
    }
}
