package dev.hearken.registry.threats;

import dev.hearken.registry.Api;
import dev.hearken.registry.Keys;
import dev.hearken.registry.NarrowLimits;
import dev.hearken.registry.RegistryResource;
import dev.hearken.test.marks.Threat;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Clients that would hold a connection, or flood one, for as long as they are let. */
@QuarkusTest
@WithTestResource(RegistryResource.class)
@TestProfile(NarrowLimits.class)
class SlowClientsTest {
    private static final int PATIENCE_MS = 60_000;
    private static final String HEAD = "POST /v1/listeners HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + Keys.EDITOR
            + "\r\nContent-Type: application/json\r\n";

    @TestHTTPResource("/")
    URI server;

    @BeforeEach
    void keys() {
        Api.installKeys();
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(server.getHost(), server.getPort());
        socket.setSoTimeout(PATIENCE_MS);
        return socket;
    }

    /** Waits until the server has closed the connection; fails if it does not. */
    private static String rest(Socket socket) throws IOException {
        try {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (SocketException e) {
            return "reset";
        }
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @Threat("E12")
    @ValueSource(
            strings = {
                "",
                "G",
                "POST /v1/listeners HTTP/1.1\r\nHost: x\r\nX-Slow: ",
                "<head>Content-Length: 100\r\n\r\n{\"name\":",
                "<head>Transfer-Encoding: chunked\r\n\r\n5\r\n{\"a\":",
                "GET /v1/listeners HTTP/1.1\r\nHost: x\r\n\r\n",
            })
    void areLeftWhenNothingMoreComes(String beginning) throws IOException {
        try (Socket socket = connect()) {
            // when
            write(socket, beginning.replace("<head>", HEAD));

            // then
            assertThat(rest(socket)).doesNotContain("HTTP/1.1 2");
        }
    }

    @Test
    @Threat("E12")
    void holdNoMoreConnectionsThanThereMayBe() throws IOException {
        // given
        List<Socket> idle = new ArrayList<>();

        // when
        for (int i = 0; i < 3 * NarrowLimits.CONNECTIONS; i++) {
            idle.add(connect());
        }

        // then
        try {
            await().atMost(Duration.ofMillis(PATIENCE_MS))
                    .ignoreExceptions()
                    .untilAsserted(
                            () -> Api.as(Keys.VIEWER).get(Api.LISTENERS).then().statusCode(200));
        } finally {
            for (Socket socket : idle) {
                assertThat(rest(socket)).isIn("", "reset");
                socket.close();
            }
        }
    }

    @Test
    @Threat("E12")
    void areLeftWhenTheyResetStreamAfterStream() throws IOException {
        assertLeft(stream -> {
            ByteArrayOutputStream frames = new ByteArrayOutputStream();
            // GET http x /, and CANCEL
            frames.writeBytes(frame(1, 0x05, stream, new byte[] {(byte) 0x82, (byte) 0x86, (byte) 0x84, 0x41, 1, 'x'}));
            frames.writeBytes(frame(3, 0, stream, new byte[] {0, 0, 0, 8}));
            return frames.toByteArray();
        });
    }

    @Test
    @Threat("E12")
    void areLeftWhenTheyContinueAHeadWithoutEnd() throws IOException {
        assertLeft(stream -> stream == 1
                ? frame(1, 0, 1, new byte[] {(byte) 0x82, (byte) 0x86, (byte) 0x84, 0x41, 1, 'x'})
                : frame(9, 0, 1, new byte[] {0, 1, 'a', 1, 'b'}));
    }

    private interface Flood {
        /** The frames of the stream with this number: 1, 3, 5, … */
        byte[] frames(int stream);
    }

    /** Speaks HTTP/2 with prior knowledge (RFC 9113 §3.3) until the server has enough. */
    private void assertLeft(Flood flood) throws IOException {
        try (Socket socket = connect()) {
            // given
            write(socket, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
            socket.getOutputStream().write(frame(4, 0, 0, new byte[0]));
            Thread reader = new Thread(() -> drain(socket));
            reader.setDaemon(true);
            reader.start();

            // when
            boolean left = floods(socket, reader, flood);

            // then
            assertThat(left).isTrue();
            Api.as(Keys.VIEWER).get(Api.LISTENERS).then().statusCode(200);
        }
    }

    /** Whether the connection ends before patience does, while it is never idle. */
    private static boolean floods(Socket socket, Thread reader, Flood flood) throws IOException {
        long end = System.nanoTime() + Duration.ofMillis(PATIENCE_MS).toNanos();
        try {
            for (int stream = 1; System.nanoTime() < end; stream += 2) {
                if (!reader.isAlive()) {
                    return true;
                }
                socket.getOutputStream().write(flood.frames(stream));
            }
            return false;
        } catch (SocketException e) {
            return true;
        }
    }

    private static void drain(Socket socket) {
        try {
            socket.getInputStream().readAllBytes();
        } catch (IOException e) {
            // Reset.
        }
    }

    private static byte[] frame(int type, int flags, int stream, byte[] payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.writeBytes(new byte[] {
            (byte) (payload.length >> 16),
            (byte) (payload.length >> 8),
            (byte) payload.length,
            (byte) type,
            (byte) flags,
            (byte) (stream >> 24),
            (byte) (stream >> 16),
            (byte) (stream >> 8),
            (byte) stream
        });
        frame.writeBytes(payload);
        return frame.toByteArray();
    }
}
