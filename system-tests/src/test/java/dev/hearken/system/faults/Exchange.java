package dev.hearken.system.faults;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;

/** A request that an endpoint has read, and the connection to answer on. */
record Exchange(Socket socket, String path, HttpHeaders headers, String body) {
    String id() {
        return headers.firstValue("webhook-id").orElse("");
    }

    int attempt() {
        return Integer.parseInt(headers.firstValue("X-Hearken-Attempt").orElse("0"));
    }

    void write(String text) throws IOException {
        write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /** Returns when the client has closed or reset the connection. */
    void awaitGone() throws IOException {
        while (socket.getInputStream().read() >= 0) {
            // What still comes is of no interest.
        }
    }

    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }
}
