package dev.hearken.local.stack;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;

/**
 * Stands in for the registry and for a dispatcher: ready at once on its management port; at its end it notes whether
 * Kafka was still there. A file {@code behaviour} in its folder makes it {@code die} instead.
 */
public final class FakeService {
    private FakeService() {}

    public static void main(String[] arguments) throws IOException {
        System.out.println("instance " + System.getenv("HEARKEN_INSTANCE"));
        Path behaviour = Path.of("behaviour");
        if (Files.exists(behaviour) && Files.readString(behaviour).equals("die")) {
            IntStream.rangeClosed(1, 50).forEach(i -> System.out.println("last words " + i));
            System.exit(3);
        }
        int port = Integer.getInteger("quarkus.management.port");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/q/health/ready", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("kafka at my end: " + kafka())));
        server.start();
    }

    private static String kafka() {
        String address = System.getProperty("kafka.bootstrap.servers");
        int colon = address.indexOf(':');
        try (Socket socket = new Socket(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)))) {
            return socket.isConnected() ? "there" : "gone";
        } catch (IOException e) {
            return "gone";
        }
    }
}
