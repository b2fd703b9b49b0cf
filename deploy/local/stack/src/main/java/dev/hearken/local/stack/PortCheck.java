package dev.hearken.local.stack;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** Finds the ports on which somebody else listens already. */
final class PortCheck {
    private static final int CONNECT_TIMEOUT_MILLIS = 200;

    private PortCheck() {}

    /** Those of the claims that cannot be met. */
    static List<PortClaim> taken(List<PortClaim> claims) throws IOException {
        List<PortClaim> taken = new ArrayList<>();
        for (PortClaim claim : claims) {
            if (isTaken(claim.port())) {
                taken.add(claim);
            }
        }
        return taken;
    }

    /** The message for people, a line for each port. */
    static String report(List<PortClaim> taken) {
        StringBuilder report = new StringBuilder();
        for (PortClaim claim : taken) {
            report.append(
                    "Port %d, wanted by %s, is taken by another program.%n".formatted(claim.port(), claim.owner()));
        }
        return report.append("Stop that program, or move all ports of Hearken with --port-offset N, for example"
                        + " --port-offset 10000.")
                .toString();
    }

    /** On some systems a listener on all addresses does not keep others from binding one: so it is asked as well. */
    private static boolean isTaken(int port) throws IOException {
        return !canBind(port) || answers(port);
    }

    private static boolean canBind(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            // As the services do: a connection that was closed a moment ago does not count.
            socket.setReuseAddress(true);
            socket.bind(address(port));
            return true;
        } catch (BindException e) {
            return false;
        }
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(address(port), CONNECT_TIMEOUT_MILLIS);
            return true;
        } catch (SocketTimeoutException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static InetSocketAddress address(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }
}
