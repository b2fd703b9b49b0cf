package dev.hearken.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hearken.Bounded;
import dev.hearken.Golden;
import dev.hearken.model.TenantId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever lies in a topic, decoding it ends and answers; what it calls an event can be sent. */
@AddLifecycleHook(Bounded.class)
class CloudEventsDecoderFuzzTest {
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

    /**
     * A part of some bytes gives way to others.
     *
     * @param at where, as a share of the length
     * @param length how many go
     * @param in what comes
     */
    private record Edit(double at, int length, String in) {
        private byte[] apply(byte[] bytes) {
            int from = (int) (at * bytes.length);
            int to = Math.min(bytes.length, from + length);
            ByteArrayOutputStream edited = new ByteArrayOutputStream();
            edited.write(bytes, 0, from);
            edited.writeBytes(in.getBytes(StandardCharsets.ISO_8859_1));
            edited.write(bytes, to, bytes.length - to);
            return edited.toByteArray();
        }
    }

    @Provide
    Arbitrary<Map<String, String>> headers() {
        Arbitrary<Map<String, String>> binary = Arbitraries.of(
                Map.of(), Map.of("ce_specversion", "1.0", "ce_id", "1", "ce_source", "/e", "ce_type", "task.failed"));
        Arbitrary<String> text = Arbitraries.strings().ofMaxLength(12);
        Arbitrary<Map<String, String>> broken = Arbitraries.maps(
                        Arbitraries.of("ce_id", "ce_source", "ce_type", "ce_time", "ce_specversion"), text)
                .ofMaxSize(1);
        Arbitrary<Map<String, String>> contentType = Arbitraries.maps(
                        Arbitraries.of("content-type"),
                        Arbitraries.oneOf(
                                Arbitraries.of("", ";", "application/json", "application/cloudevents+json"), text))
                .ofMaxSize(1);
        return Combinators.combine(binary, broken, contentType).as((one, two, three) -> {
            Map<String, String> all = new HashMap<>(one);
            all.putAll(two);
            all.putAll(three);
            return all;
        });
    }

    @Provide
    Arbitrary<byte[]> bytes() {
        return Arbitraries.bytes().array(byte[].class).ofMaxSize(200);
    }

    @Provide
    Arbitrary<byte[]> editedEvents() {
        Arbitrary<String> utf8 = Arbitraries.of(TOKENS)
                .map(token -> new String(token.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
        Arbitrary<String> in = Arbitraries.oneOf(
                Arbitraries.of(""),
                Arbitraries.chars().range('\0', '\u00ff').map(String::valueOf),
                Combinators.combine(utf8, Arbitraries.integers().between(1, 3)).as(String::repeat));
        Arbitrary<List<Edit>> edits = Combinators.combine(
                        Arbitraries.doubles().between(0, 1),
                        Arbitraries.oneOf(
                                Arbitraries.integers().between(0, 8),
                                Arbitraries.integers().between(0, 1_000)),
                        in)
                .as(Edit::new)
                .list()
                .ofMaxSize(5);
        return Combinators.combine(Arbitraries.of(EVENTS), edits).as((event, all) -> {
            byte[] edited = event.getBytes(StandardCharsets.UTF_8);
            for (Edit edit : all) {
                edited = edit.apply(edited);
            }
            return edited;
        });
    }

    @Property(tries = 10_000)
    void answersToRandomBytes(@ForAll("headers") Map<String, String> headers, @ForAll("bytes") byte[] bytes) {
        // when
        Decoding decoding = CloudEventsDecoder.decode(TENANT, headers, bytes, Instant.EPOCH);

        // then
        assertThat(decoding).isNotNull();
    }

    @Property(tries = 10_000, maxDiscardRatio = 20, edgeCases = EdgeCasesMode.NONE)
    void rendersWhateverItDecodesOfEditedEvents(
            @ForAll("headers") Map<String, String> headers, @ForAll("editedEvents") byte[] bytes) throws IOException {
        // when
        byte[] body = CloudEventsDecoder.decode(TENANT, headers, bytes, Instant.EPOCH)
                .fold(events -> EventBody.render(events.get(0)), undecodable -> new byte[0]);

        // then
        Assume.that(body.length > 0);
        // As text: of bytes Jackson refuses half a surrogate pair in a name, which RFC 8259 §7 allows.
        JsonNode json = JSON.readTree(new String(body, StandardCharsets.UTF_8));
        assertThat(json.path("type").textValue())
                .as("%s", HexFormat.of().formatHex(bytes))
                .matches("(task|execution)\\.[a-z]+");
    }
}
