package dev.hearken.test;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class DockerEngineTest {
    @TempDir
    Path directory;

    @Test
    void answersWhereItPings() throws IOException {
        // given
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/_ping", exchange -> exchange.sendResponseHeaders(200, -1));
        server.start();
        // when
        boolean answers = at("tcp://127.0.0.1:" + server.getAddress().getPort()).answers();
        // then
        server.stop(0);
        assertThat(answers).isTrue();
    }

    @Test
    void doesNotAnswerAtAStaleSocketFile() throws IOException {
        // given
        Path file = directory.resolve("docker.sock");
        try (ServerSocketChannel gone = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            gone.bind(UnixDomainSocketAddress.of(file));
        }
        // then
        assertThat(file).exists();
        assertThat(at("unix://" + file).answers()).isFalse();
    }

    @Test
    void doesNotAnswerWhereSomethingListensAndIsSilent() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(at("tcp://127.0.0.1:" + silent.getLocalPort()).answers()).isFalse();
        }
    }

    @Test
    void doesNotAnswerWithoutASocket() {
        assertThat(at("unix://" + directory.resolve("none.sock")).answers()).isFalse();
    }

    @Test
    void isSoughtOnlyWhereDockerHostSays() {
        assertThat(DockerEngine.of(Map.of("DOCKER_HOST", "tcp://h:1"), "/home/a")
                        .addresses())
                .containsExactly(URI.create("tcp://h:1"));
        assertThat(DockerEngine.of(Map.of(), "/home/a").addresses())
                .contains(
                        URI.create("unix:///var/run/docker.sock"),
                        URI.create("unix:///home/a/.docker/run/docker.sock"));
    }

    private static DockerEngine at(String address) {
        return new DockerEngine(List.of(URI.create(address)));
    }
}
