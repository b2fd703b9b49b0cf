package dev.hearken.local.stack.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;

/** Waits until the dispatchers know of a change, by their metric {@code hearken_catalog_listeners}. */
final class CatalogWait {
    private static final String METRIC = "hearken_catalog_listeners";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration INTERVAL = Duration.ofMillis(200);

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> management;

    /** Management addresses of the dispatchers. */
    CatalogWait(List<String> management) {
        this.management = management;
    }

    /** Listeners that the first dispatcher knows, 0 if it does not say. */
    long known() throws InterruptedException {
        return known(management.get(0));
    }

    /** Returns true when every dispatcher's number is as wanted, false when that has not come about in 20 seconds. */
    boolean until(LongPredicate wanted) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            if (allAre(wanted)) {
                return true;
            }
            TimeUnit.MILLISECONDS.sleep(INTERVAL.toMillis());
        }
        return false;
    }

    /** The value of the metric in Prometheus' text, summed over its tags; 0 without it. */
    static long parse(String metrics) {
        return (long) metrics.lines()
                .filter(line -> line.startsWith(METRIC + "{") || line.startsWith(METRIC + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private boolean allAre(LongPredicate wanted) throws InterruptedException {
        for (String address : management) {
            if (!wanted.test(known(address))) {
                return false;
            }
        }
        return true;
    }

    private long known(String address) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/q/metrics"))
                .timeout(INTERVAL.multipliedBy(10))
                .build();
        try {
            return parse(http.send(request, BodyHandlers.ofString()).body());
        } catch (IOException e) {
            return 0;
        }
    }
}
