package dev.hearken.benchmarks.delivery.receiver;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;

/**
 * Main class of the receiver's process. It prints the ports of its endpoints, a JSON array in one line, and then one
 * JSON line for each line that it reads; it ends when its input ends.
 *
 * <pre>
 *   state    ▶ {@link ReceiverState}
 *   latency  ▶ {@link Latency}
 * </pre>
 */
final class ReceiverMain {
    static final String STATE = "state";
    static final String LATENCY = "latency";

    private static final ObjectMapper JSON = new ObjectMapper();

    private ReceiverMain() {}

    /** Arguments: number of events, how many of them warm up, and the {@link Behaviour} of each endpoint. */
    public static void main(String[] arguments) throws IOException, ExecutionException, InterruptedException {
        List<Behaviour> behaviours = Arrays.stream(arguments, 2, arguments.length)
                .map(Behaviour::parse)
                .toList();
        try (ReceivingServer server = ReceivingServer.start(
                        Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]), behaviours, Clock.systemUTC());
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            talk(server, in, System.out);
        }
    }

    private static void talk(ReceivingServer server, BufferedReader in, PrintStream out)
            throws IOException, ExecutionException, InterruptedException {
        out.println(JSON.writeValueAsString(server.ports()));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            out.println(JSON.writeValueAsString(line.equals(LATENCY) ? server.latency() : server.state()));
        }
    }
}
