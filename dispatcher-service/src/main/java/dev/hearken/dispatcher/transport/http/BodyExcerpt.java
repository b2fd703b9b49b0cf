package dev.hearken.dispatcher.transport.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Collects the beginning of a response body. Text in UTF-8 alone is kept; anything else gives an empty excerpt. */
final class BodyExcerpt {
    private final int limit;
    private final Buffer bytes = Buffer.buffer();

    /** An excerpt of at most this many bytes, of none if the response says that its body is encoded. */
    BodyExcerpt(HttpClientResponse response, int limit) {
        String encoding = response.getHeader("Content-Encoding");
        this.limit = encoding == null || encoding.equalsIgnoreCase("identity") ? limit : 0;
    }

    void add(Buffer chunk) {
        bytes.appendBuffer(chunk, 0, Math.min(chunk.length(), limit - bytes.length()));
    }

    boolean isFull() {
        return bytes.length() >= limit;
    }

    String text() {
        if (bytes.length() == 0) {
            return "";
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer text = CharBuffer.allocate(bytes.length());
        // The limit may cut the last character in two: its bytes are left over, which is no error here.
        CoderResult end = decoder.decode(ByteBuffer.wrap(bytes.getBytes()), text, false);
        return end.isError() ? "" : visible(text.flip().toString());
    }

    /** Without what could forge a log line or move a terminal's cursor; a NUL says that it is no text. */
    private static String visible(String text) {
        if (text.indexOf('\0') >= 0) {
            return "";
        }
        StringBuilder visible = new StringBuilder(text.length());
        text.chars()
                .forEach(c -> visible.append(
                        Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t' ? '\uFFFD' : (char) c));
        return visible.toString();
    }
}
