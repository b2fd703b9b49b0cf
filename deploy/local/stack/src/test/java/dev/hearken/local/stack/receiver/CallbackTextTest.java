package dev.hearken.local.stack.receiver;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CallbackTextTest {
    @Test
    void isABlockOfRequestHeadersAndPrettyBody() {
        assertThat(text("{\"type\":\"task.failed\",\"n\":[1,2.50]}").lines().skip(1))
                .containsExactly(
                        "  webhook-id           msg_1",
                        "  x-hearken-attempt    1",
                        "  {",
                        "    \"type\" : \"task.failed\",",
                        "    \"n\" : [",
                        "      1,",
                        "      2.50",
                        "    ]",
                        "  }");
        assertThat(text("{}")).contains("  POST /callbacks?x=1\n");
    }

    @Test
    void showsABodyThatIsNotJsonAsItIs() {
        assertThat(text("plain\nlines")).endsWith("\n  plain\n  lines");
        assertThat(text("")).endsWith("\n  (no body)");
    }

    @Test
    void holdsNoControlCharacters() {
        assertThat(text("{\"a\":\"\\u001b[2J\"}")).contains("\\u001B[2J").doesNotContain("\u001b");
        assertThat(text("\u001b[2J\u202e")).contains("\\u001b[2J\\u202e").doesNotContain("\u001b", "\u202e");
    }

    @Test
    void isCutWhereItWouldFillTheScreen() {
        assertThat(text("line\n".repeat(1000))).hasLineCount(64).endsWith("(940 more lines)");
        assertThat(text("x".repeat(10_000)).length()).isLessThan(1_000);
    }

    private static String text(String body) {
        return CallbackText.of(new Callback(
                Instant.EPOCH,
                "POST",
                "/callbacks?x=1",
                Map.of("webhook-id", "msg_1", "x-hearken-attempt", "1", "content-type", "application/json"),
                body.getBytes(StandardCharsets.UTF_8)));
    }
}
