package dev.hearken.local.stack.receiver;

import java.time.Instant;
import java.util.Map;

/** A request as it came. */
public final class Callback {
    private final Instant at;
    private final String method;
    private final String path;
    private final Map<String, String> headers;
    private final byte[] body;

    /**
     * Keeps what came.
     *
     * @param at when
     * @param method such as {@code POST}
     * @param path with its query, as sent
     * @param headers by their names in lower case; of a repeated one the first
     * @param body the first MiB of it; not copied
     */
    public Callback(Instant at, String method, String path, Map<String, String> headers, byte[] body) {
        this.at = at;
        this.method = method;
        this.path = path;
        this.headers = headers;
        this.body = body;
    }

    /** When it came. */
    public Instant at() {
        return at;
    }

    /** The bytes that the sender signed. */
    public byte[] body() {
        return body;
    }

    /** The header's value, or {@code -} without one. */
    public String header(String lowerCaseName) {
        return headers.getOrDefault(lowerCaseName, "-");
    }

    String method() {
        return method;
    }

    String path() {
        return path;
    }

    Map<String, String> headers() {
        return headers;
    }
}
