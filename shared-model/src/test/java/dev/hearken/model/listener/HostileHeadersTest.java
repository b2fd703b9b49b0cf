package dev.hearken.model.listener;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hearken.model.listener.ListenerJson.UnknownFields;
import dev.hearken.test.marks.Threat;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What a listener's owner must not put into a request by a header. */
class HostileHeadersTest {
    /** Pointers of the faults of a listener with this header, from an owner and from the catalog. */
    private static List<String> faults(String name, String value) {
        ObjectNode document = JsonNodeFactory.instance.objectNode().put("name", "n");
        document.putObject("callback")
                .put("type", "http")
                .put("url", "https://a.example/")
                .putObject("headers")
                .put(name, value);
        return Stream.of(UnknownFields.values())
                .flatMap(
                        unknown -> ListenerJson.read(document, unknown)
                                .<List<FieldError>>fold(definition -> List.of(), Function.identity())
                                .stream())
                .map(FieldError::pointer)
                .toList();
    }

    private static void assertRefused(String name, String value) {
        String pointer = "/callback/headers/" + FieldError.escape(name);
        assertThat(faults(name, value)).as(name + ": " + value).containsExactly(pointer, pointer);
    }

    @ParameterizedTest
    @Threat("D1")
    @ValueSource(
            strings = {
                "Host",
                "Content-Length",
                "Transfer-Encoding",
                "Connection",
                "Keep-Alive",
                "Upgrade",
                "HTTP2-Settings",
                "Expect",
                "TE",
                "Trailer",
                "Proxy-Authorization",
                "Proxy-Authenticate",
                "Proxy-Connection",
                "webhook-id",
                "webhook-timestamp",
                "webhook-signature",
                "webhook-anything",
                "X-Forwarded-For",
                "X-Forwarded-Host",
                "X-Forwarded-Proto",
                "Forwarded",
                "X-Real-IP",
                "X-Hearken-Attempt",
                "X-Http-Task-Guid",
                "User-Agent",
                "traceparent",
                "tracestate"
            })
    void leavesToHearkenAndTheConnectionWhatIsTheirs(String name) {
        assertRefused(name, "x");
        assertRefused(name.toLowerCase(Locale.ROOT), "x");
        assertRefused(name.toUpperCase(Locale.ROOT), "x");
        assertRefused(name, "${{metadata.x}}");
    }

    @ParameterizedTest
    @Threat({"D1", "D2"})
    @ValueSource(
            strings = {
                "",
                " ",
                "\t",
                ":",
                ":authority",
                ":path",
                "A:",
                " A",
                "A ",
                "A B",
                "A\tB",
                "A\r\nB",
                "A\nB",
                "A\u0000",
                "A\u007f",
                "Ä",
                "嘊",
                "Host\u0000",
                "ho\u017ft",
                "\u212aeep-alive",
                "A,B",
                "A;B",
                "A=B",
                "\"A\"",
                "(A)",
                "A/B",
                "A@B",
                "[A]",
                "{A}",
                "${{metadata.x}}"
            })
    void takesNoNameThatIsNoToken(String name) {
        assertRefused(name, "x");
    }

    static Stream<Integer> charactersThatNoValueHolds() {
        return Stream.concat(
                IntStream.concat(IntStream.range(0, 32), IntStream.rangeClosed(127, 255))
                        .filter(c -> c != '\t')
                        .boxed(),
                Stream.of(0x010A, 0x010D, 0x2028, 0x560A, 0x560D, 0xFEFF, 0xFF1A, 0x1F600));
    }

    @ParameterizedTest
    @Threat("D3")
    @MethodSource("charactersThatNoValueHolds")
    void takesNoValueBeyondVisibleAscii(int character) {
        String text = Character.toString(character);
        assertRefused("A", text);
        assertRefused("A", "x" + text + "y");
        assertRefused("A", "x" + text + "${{metadata.x}}");
    }
}
