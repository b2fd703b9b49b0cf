package dev.hearken.registry;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** HTTP as bytes, for requests that no client would send. */
public final class RawHttp {
    private static final int PATIENCE_MS = 10_000;

    private RawHttp() {}

    /**
     * Sends and returns everything that comes back until the server closes the connection.
     *
     * @param request with {@code Connection: close} in it
     */
    public static String exchange(URI server, byte[]... request) throws IOException {
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(PATIENCE_MS);
            OutputStream out = socket.getOutputStream();
            for (byte[] part : request) {
                out.write(part);
            }
            out.flush();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** A request without a body. */
    public static byte[] request(String method, String target, String... headers) {
        StringBuilder text = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n");
        for (String header : headers) {
            text.append(header).append("\r\n");
        }
        return text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
