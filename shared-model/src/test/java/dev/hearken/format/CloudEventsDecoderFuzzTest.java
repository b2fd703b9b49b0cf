package dev.hearken.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hearken.Golden;
import dev.hearken.Seeded;
import dev.hearken.model.TenantId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever lies in a topic, decoding it ends and answers; what it calls an event can be sent. */
@Timeout(120) // a guard against hanging
class CloudEventsDecoderFuzzTest {
    private static final int ROUNDS = 20_000;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TenantId TENANT = new TenantId("acme");
    private static final List<String> EVENTS = List.of(
            Golden.read("task-failed.cloudevent.json"),
            Golden.read("execution-succeeded.cloudevent.json"),
            Golden.read("unicode.cloudevent.json"),
            Golden.read("numbers.cloudevent.json"));
    private static final List<String> TOKENS = List.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "\\",
            "\\u",
            "\\ud83d",
            "\\ude00",
            "\\u0000",
            "null",
            "true",
            "-0",
            "-",
            "1E400",
            "1E2147483648",
            "-1e-99999999999",
            "0.10",
            "7777777777777777777777777777777777777777",
            "NaN",
            "\0",
            "\uFEFF",
            "é",
            "😀",
            "{}",
            "[]",
            "\"\"",
            "\"specversion\":\"1.0\",",
            "\"data_base64\":\"e30=\",",
            "\"id\":5,",
            "\"time\":\"x\",",
            "\"task\":null,",
            " ",
            "\n");

    private static Map<String, String> headers(Random random) {
        Map<String, String> headers = new HashMap<>();
        if (random.nextBoolean()) {
            headers.putAll(Map.of("ce_specversion", "1.0", "ce_id", "1", "ce_source", "/e", "ce_type", "task.failed"));
        }
        if (random.nextInt(4) == 0) {
            headers.put(
                    "ce_"
                            + List.of("id", "source", "type", "time", "specversion")
                                    .get(random.nextInt(5)),
                    text(random));
        }
        if (random.nextBoolean()) {
            headers.put(
                    "content-type",
                    List.of("", ";", "application/json", "application/cloudevents+json", text(random))
                            .get(random.nextInt(5)));
        }
        return headers;
    }

    private static String text(Random random) {
        byte[] bytes = new byte[random.nextInt(12)];
        random.nextBytes(bytes);
        return new String(bytes, random.nextBoolean() ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_8);
    }

    private static byte[] mutated(Random random) {
        byte[] bytes = EVENTS.get(random.nextInt(EVENTS.size())).getBytes(StandardCharsets.UTF_8);
        for (int i = random.nextInt(6); i > 0 && bytes.length > 0; i--) {
            int at = random.nextInt(bytes.length);
            int to = Math.min(bytes.length, at + random.nextInt(8));
            bytes = switch (random.nextInt(6)) {
                case 0 -> joined(bytes, 0, at, new byte[] {(byte) random.nextInt(256)}, Math.min(at + 1, bytes.length));
                case 1 -> joined(bytes, 0, at, token(random), at);
                case 2 -> joined(bytes, 0, at, token(random), to);
                case 3 -> joined(bytes, 0, at, new byte[0], to);
                case 4 -> joined(bytes, 0, to, new byte[0], at);
                default -> random.nextInt(10) == 0 ? joined(bytes, 0, at, new byte[0], bytes.length) : bytes;
            };
        }
        return bytes;
    }

    private static byte[] token(Random random) {
        return TOKENS.get(random.nextInt(TOKENS.size()))
                .repeat(1 + random.nextInt(3))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] joined(byte[] bytes, int from, int to, byte[] middle, int rest) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.write(bytes, from, to - from);
        joined.writeBytes(middle);
        joined.write(bytes, rest, bytes.length - rest);
        return joined.toByteArray();
    }

    @Test
    void answersToRandomBytes() {
        // given
        Random random = Seeded.random(CloudEventsDecoderFuzzTest.class);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);

            // when
            Decoding decoding = CloudEventsDecoder.decode(TENANT, headers(random), bytes, Instant.EPOCH);

            // then
            assertThat(decoding).isNotNull();
        }
    }

    @Test
    void rendersWhateverItDecodesOfMutatedEvents() throws IOException {
        // given
        Random random = Seeded.random(CloudEventsDecoderFuzzTest.class);
        int decoded = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = mutated(random);
            Map<String, String> headers = headers(random);

            // when
            byte[] body = CloudEventsDecoder.decode(TENANT, headers, bytes, Instant.EPOCH)
                    .fold(events -> EventBody.render(events.get(0)), undecodable -> new byte[0]);

            // then
            if (body.length > 0) {
                decoded++;
                // As text: of bytes Jackson refuses half a surrogate pair in a name, which RFC 8259 §7 allows.
                JsonNode json = JSON.readTree(new String(body, StandardCharsets.UTF_8));
                assertThat(json.path("type").textValue())
                        .as("%s", HexFormat.of().formatHex(bytes))
                        .matches("(task|execution)\\.[a-z]+");
            }
        }
        assertThat(decoded).isBetween(ROUNDS / 20, ROUNDS * 19 / 20);
    }
}
