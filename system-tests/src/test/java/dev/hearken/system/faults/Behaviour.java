package dev.hearken.system.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What an endpoint does once it has read a request. */
@FunctionalInterface
interface Behaviour {
    /** Answers, or does not; the status that went out, 0 for none. */
    int answer(Exchange exchange) throws IOException, InterruptedException;

    /** 200 at once. */
    Behaviour OK = status(200);

    /** Says nothing until the client has gone. */
    Behaviour HANG = exchange -> {
        exchange.awaitGone();
        return 0;
    };

    /** Half a head, then a reset. */
    Behaviour RESET = exchange -> {
        exchange.write("HTTP/1.1 20");
        exchange.reset();
        return 0;
    };

    /** One byte of the head every 200 ms, for as long as somebody reads. */
    Behaviour DRIP = exchange -> {
        for (char c : ("HTTP/1.1 200 OK\r\nX-Slow: " + "z".repeat(10_000)).toCharArray()) {
            exchange.write(String.valueOf(c));
            Thread.sleep(200);
        }
        return 0;
    };

    /** A head without an end. */
    Behaviour FLOOD_HEAD = exchange -> {
        exchange.write("HTTP/1.1 200 OK\r\n");
        for (int i = 0; i < 200_000; i++) {
            exchange.write("X-" + i + ": " + "h".repeat(500) + "\r\n");
        }
        return 0;
    };

    /** 200, and a body without an end. */
    Behaviour FLOOD_BODY = exchange -> {
        exchange.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        String chunk = Integer.toHexString(8192) + "\r\n" + "b".repeat(8192) + "\r\n";
        try {
            for (int i = 0; i < 20_000; i++) {
                exchange.write(chunk);
            }
        } catch (IOException e) {
            exchange.reset();
        }
        return 200;
    };

    /** 200 with a Content-Length that is never reached; the connection closes. */
    Behaviour LONG_CONTENT_LENGTH = exchange -> {
        exchange.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\nthat is all");
        exchange.reset();
        return 200;
    };

    /** Not HTTP at all. */
    Behaviour GIBBERISH = exchange -> {
        exchange.write("SSH-2.0-OpenSSH_9.6\r\n\u0000\u0001\u0002\r\n\r\n");
        exchange.reset();
        return 0;
    };

    /** This status, with header lines. */
    static Behaviour status(int status, String... headers) {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Any\r\nContent-Length: 0\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        byte[] bytes = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        return exchange -> {
            exchange.write(bytes);
            return status;
        };
    }

    /** Sends the client elsewhere. */
    static Behaviour redirect(int status, String target) {
        return status(status, "Location: " + target);
    }

    /** As {@code then}, but after a time. */
    static Behaviour after(Duration wait, Behaviour then) {
        return exchange -> {
            Thread.sleep(wait.toMillis());
            return then.answer(exchange);
        };
    }

    /** 503 so many times for each third webhook-id; 200 for all others, and then for these. */
    static Behaviour failing(int times) {
        return failing(times, OK);
    }

    /**
     * 503 so many times for each third webhook-id; this for all others, and then for these. Not for more of them: an
     * endpoint that fails most of the time is left alone by its circuit breaker.
     */
    static Behaviour failing(int times, Behaviour otherwise) {
        Map<String, Integer> tries = new ConcurrentHashMap<>();
        AtomicInteger newcomers = new AtomicInteger();
        Behaviour failure = status(503);
        return exchange -> {
            int tried = tries.compute(
                    exchange.id(),
                    (id, before) -> before != null ? before + 1 : newcomers.getAndIncrement() % 3 == 0 ? 1 : times + 1);
            return (tried <= times ? failure : otherwise).answer(exchange);
        };
    }
}
