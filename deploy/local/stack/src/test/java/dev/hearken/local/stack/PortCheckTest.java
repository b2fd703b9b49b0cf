package dev.hearken.local.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PortCheckTest {
    @Test
    void findsAListenerOnTheLoopbackAddress() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(isTaken(other.getLocalPort())).isTrue();
        }
    }

    @Test
    void findsAListenerOnAllAddresses() throws IOException {
        try (ServerSocket other = new ServerSocket(0)) {
            assertThat(isTaken(other.getLocalPort())).isTrue();
        }
    }

    @Test
    void doesNotMindAConnectionThatWasClosedAMomentAgo() throws IOException {
        // given
        int port;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket client = new Socket()) {
            port = server.getLocalPort();
            client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            // The side that closes first keeps the connection for a while: the server.
            server.accept().close();
        }
        // then
        assertThat(isTaken(port)).isFalse();
    }

    @Test
    void namesPortOwnerAndRemedy() {
        assertThat(PortCheck.report(List.of(new PortClaim("Kafka", 9092), new PortClaim("PostgreSQL", 5432))))
                .contains(
                        "Port 9092, wanted by Kafka, is taken",
                        "Port 5432, wanted by PostgreSQL, is taken",
                        "--port-offset");
    }

    private static boolean isTaken(int port) throws IOException {
        PortClaim claim = new PortClaim("somebody", port);
        return PortCheck.taken(List.of(claim)).equals(List.of(claim));
    }
}
