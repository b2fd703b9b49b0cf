package dev.hearken.registry.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Values that nobody should send, and good ones with something wrong in them. */
final class HostileValues {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** JSON texts for the place of one value. */
    private static final List<String> TEXTS = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1e999999999",
            "1e-999999999",
            "99999999999999999999999999",
            "0.1",
            "\"\"",
            "\" \"",
            "\"\\u0000\"",
            "\"a\\u0000b\"",
            "\"\\ud800\"",
            "\"\\udfff\\ud800\"",
            "\"\\r\\nX: y\"",
            "\"${{secrets.x}}\"",
            "\"${{\"",
            "\"((((((((((\"",
            "\"PT99999999999999999999H\"",
            "\"-PT5S\"",
            "\"P1000000000D\"",
            "\"https://[::1\"",
            "\"https://\\u0130.example/%zz\"",
            "\"whsec_!\"",
            "\"'; drop table listener; --\"",
            "[]",
            "{}",
            "[null]",
            "[[[[[[]]]]]]",
            "{\"\": null}",
            "{\"a\\u0000\": 1}",
            "NaN",
            "'x'",
            "\"" + "x".repeat(5_000) + "\"",
            "\"" + "\\ud83d\\ude00".repeat(600) + "\"");

    /** Bodies as a whole. */
    private static final List<String> BODIES = List.of(
            "",
            " ",
            "{",
            "}",
            "[",
            "nul",
            "\uFEFF{}",
            "{\"name\": 1, \"name\": 2}",
            "{} {}",
            "[".repeat(20_000),
            "[".repeat(900) + "]".repeat(900),
            "{\"a\":".repeat(900) + "1" + "}".repeat(900),
            "\u0000",
            "\"" + "y".repeat(300_000) + "\"",
            "1".repeat(5_000));

    /** Values of parameters, encoded. */
    private static final List<String> PARAMETERS = List.of(
            "",
            "%00",
            "%20",
            "a%00b",
            "%F0%9F%98%80",
            "%ED%A0%80",
            "%FF%FE",
            "%2e%2e",
            "..",
            "*",
            "%5B%5D",
            "-1",
            "0",
            "1",
            "200",
            "201",
            "9223372036854775808",
            "1e3",
            "NaN",
            "true",
            "2026-01-01T00:00:00Z",
            "-999999999-01-01T00:00:00Z",
            "%2B1000000000-12-31T23:59:59Z",
            "2026-02-30",
            "AAAA",
            "djE6",
            "01JD9Z6Q0V3T8M2K4N6P8R0S2T",
            "%27%20or%201%3D1--",
            "a".repeat(500));

    private final Random random;

    HostileValues(Random random) {
        this.random = random;
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** An encoded value of a parameter. */
    String parameter() {
        return chance(80) ? oneOf(PARAMETERS) : URLEncoder.encode(text(), StandardCharsets.UTF_8);
    }

    /** An encoded segment of a path, which does not lead to another path. */
    String segment() {
        String value = parameter();
        return value.isEmpty() || value.replace("%2e", ".").startsWith(".") ? "x" : value;
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(40); i >= 0; i--) {
            text.appendCodePoint(random.nextInt(chance(50) ? 128 : 0xD800));
        }
        return text.toString();
    }

    /** A body: rubbish, or the good one with one or several values replaced, removed or added. */
    byte[] body(String good) throws IOException {
        if (chance(15)) {
            return oneOf(BODIES).getBytes(StandardCharsets.UTF_8);
        }
        if (chance(5)) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            return noise;
        }
        JsonNode tree = JSON.readTree(good);
        List<String> marks = new ArrayList<>();
        for (int change = random.nextInt(3); change >= 0; change--) {
            mutate(tree, marks);
        }
        String text = JSON.writeValueAsString(tree);
        for (String mark : marks) {
            text = text.replace("\"" + mark + "\"", chance(90) ? oneOf(TEXTS) : JSON.writeValueAsString(text()));
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void mutate(JsonNode tree, List<String> marks) {
        JsonNode at = tree;
        while (true) {
            List<JsonNode> containers = new ArrayList<>();
            at.forEach(child -> {
                if (child.isContainerNode() && !child.isEmpty()) {
                    containers.add(child);
                }
            });
            if (containers.isEmpty() || chance(35)) {
                break;
            }
            at = oneOf(containers);
        }
        String mark = "mark-" + marks.size();
        marks.add(mark);
        if (at instanceof ObjectNode object) {
            mutate(object, mark);
        } else if (at instanceof ArrayNode array && !array.isEmpty()) {
            array.set(random.nextInt(array.size()), JsonNodeFactory.instance.textNode(mark));
        }
    }

    private void mutate(ObjectNode object, String mark) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        if (names.isEmpty() || chance(10)) {
            object.put("unheard-of", mark);
        } else if (chance(10)) {
            object.remove(oneOf(names));
        } else {
            object.put(oneOf(names), mark);
        }
    }
}
